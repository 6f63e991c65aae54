using Digest.Rendering;

namespace Digest.Tests.Rendering;

public sealed class PictureSizeTests
{
    [Theory]
    [InlineData(1200, 800, 600, 400)]
    [InlineData(500, 250, 600, 300)]
    [InlineData(300, 200, 300, 200)]
    [InlineData(800, 1600, 320, 640)]
    [InlineData(3000, 2, 600, 1)]
    [InlineData(null, null, 600, 400)]
    [InlineData(640, null, 600, 400)]
    [InlineData(0, 480, 600, 400)]
    public void Above_the_first_story_it_goes_across_the_paper(int? width, int? height, int shownWidth, int shownHeight) =>
        PictureSize.Of(width, height, isLead: true).ShouldBe(new PictureSize(shownWidth, shownHeight, IsBig: true));

    [Fact]
    public void A_small_one_stands_beside_the_first_story() => PictureSize.Of(120, 120, isLead: true).ShouldBe(new PictureSize(120, 120, IsBig: false));

    [Theory]
    [InlineData(1200, 800, 165, 110)]
    [InlineData(90, 60, 90, 60)]
    [InlineData(1000, 2000, 110, 220)]
    [InlineData(int.MaxValue, int.MaxValue, 165, 165)]
    public void Beside_every_other_story_it_fits_its_column(int width, int height, int shownWidth, int shownHeight) =>
        PictureSize.Of(width, height, isLead: false).ShouldBe(new PictureSize(shownWidth, shownHeight, IsBig: false));
}
