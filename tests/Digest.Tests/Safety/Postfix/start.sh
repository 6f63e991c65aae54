#!/bin/sh
# Starts a Postfix of its own in a folder: STARTTLS and sign-in on a loopback port, everything it takes goes to one maildir.
# Usage: start.sh FOLDER PORT USER PASSWORD (the folder holds cert.pem and key.pem)
set -eu
folder=$1 port=$2 user=$3 password=$4
cd "$folder"
chmod 755 .
mkdir -p etc/sasl queue data mail
chown postfix data
chown nobody mail
printf %s "$password" | saslpasswd2 -p -c -f "$folder/sasldb2" -u "${user#*@}" "${user%@*}"
chown postfix sasldb2

cat > etc/sasl/smtpd.conf <<END
pwcheck_method: auxprop
auxprop_plugin: sasldb
mech_list: PLAIN LOGIN SCRAM-SHA-256
sasldb_path: $folder/sasldb2
END

cat > etc/main.cf <<END
compatibility_level = 3.6
queue_directory = $folder/queue
data_directory = $folder/data
maillog_file = $folder/log
maillog_file_prefixes = $(dirname "$folder")
myhostname = mail.example
mydestination =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
virtual_mailbox_domains = static:all
virtual_mailbox_base = $folder/mail
virtual_mailbox_maps = static:all/
virtual_uid_maps = static:$(id -u nobody)
virtual_gid_maps = static:$(id -g nobody)
virtual_transport = virtual
smtpd_tls_cert_file = $folder/cert.pem
smtpd_tls_key_file = $folder/key.pem
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = cyrus
cyrus_sasl_config_path = $folder/etc/sasl
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
END

cat > etc/master.cf <<END
127.0.0.1:$port inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
virtual unix - n n - - virtual
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
END

exec postfix -c "$folder/etc" start
