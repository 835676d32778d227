package io.retort.datasets.images;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.retort.core.RetortException;
import io.retort.core.image.ImageFit;
import io.retort.testkit.TestContext;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with images is said in one sentence that names the file or the folder. */
class ImagesErrorsTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Pictures.twoClasses(folder.resolve("data"), 2);
  }

  private void refused(Given given, String... parts) {
    RetortException refusal =
        assertRefused(() -> given.images().load(new TestContext(folder, 1)).close(), parts);
    assertFalse(refusal.getMessage().contains("\n"), refusal.getMessage());
  }

  private void refused(String... parts) {
    refused(Given.folder("data"), parts);
  }

  private Path bad() {
    return folder.resolve("data/dog/1.png");
  }

  @Test
  void filesThatAreNoImages() throws IOException {
    Files.writeString(bad(), "no image");
    refused(bad() + " is neither a PNG nor a JPEG", "set bad-images to skip");
    ImageIO.write(Pictures.grey(4, 5, 1), "gif", bad().toFile());
    refused(bad() + " is neither a PNG nor a JPEG");
    Files.write(bad(), new byte[0]);
    refused(bad() + " is empty");
    Files.delete(bad());
    Files.createDirectory(bad());
    refused(bad() + " is a folder");
  }

  @Test
  void filesThatMayNotBeRead() {
    assumeFalse(!bad().toFile().setReadable(false) || bad().toFile().canRead());
    refused(bad() + " may not be read by this user");
  }

  @Test
  void imagesThatAreDamagedOrCutOff() throws IOException {
    byte[] png = Files.readAllBytes(bad());
    Files.write(bad(), Arrays.copyOf(png, png.length / 2));
    refused(bad() + " is damaged");
    Path jpeg = Pictures.write(folder.resolve("a.jpg"), Pictures.coloured(64, 64, 3));
    byte[] whole = Files.readAllBytes(jpeg);
    Files.write(bad(), Arrays.copyOf(whole, whole.length / 2));
    refused(Given.folder("data").size("4x4"), bad() + ": The image ends too early");
  }

  /** The header of a small file claims a gigapixel. */
  @Test
  void imagesThatUnpackToTooMuch() throws IOException {
    byte[] png = Files.readAllBytes(bad());
    ByteBuffer header = ByteBuffer.wrap(png).putInt(16, 32768).putInt(20, 32768);
    CRC32 checksum = new CRC32();
    checksum.update(png, 12, 17);
    header.putInt(29, (int) checksum.getValue());
    Files.write(bad(), png);
    refused(
        Given.folder("data").size("4x4"),
        bad() + ": The image has 32768 x 32768 pixels",
        "smaller");
    refused(
        bad() + ": The image has the size 32768x32768, but the first image, cat/0.png, has 4x5");
    Files.copy(bad(), folder.resolve("data/cat/+.png"));
    refused("cat/+.png: The image has 32768 x 32768 pixels");
  }

  @Test
  void imagesOfColoursThatAreNotRead() throws IOException {
    Files.delete(bad());
    WritableRaster inks = Raster.createInterleavedRaster(0, 5, 4, 4, null);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bad().toFile())) {
      writer.setOutput(out);
      writer.write(new IIOImage(inks, null, null));
    } finally {
      writer.dispose();
    }
    refused(bad() + ": The image has colours that are neither grey nor RGB, such as CMYK");
    BufferedImage transparent = new BufferedImage(5, 4, BufferedImage.TYPE_INT_ARGB);
    Pictures.write(bad(), transparent);
    refused(bad() + ": The image is transparent in column 0, row 0");
  }

  @Test
  void imagesOfOtherSizes() throws IOException {
    Pictures.write(bad(), Pictures.grey(6, 5, 1));
    refused(bad() + ": The image has the size 6x5, but the first image, cat/0.png, has 4x5", "fit");
    refused(
        Given.folder("data").size("4x5").fit(ImageFit.EXACT),
        bad() + ": The image has the size 6x5, but size has 4x5");
  }

  @Test
  void foldersWithoutClassesOrImages() throws IOException {
    refused(Given.folder("no"), folder.resolve("no") + " does not exist; correct folder");
    refused(
        Given.folder("data").testFolder("data/cat/0.png"), "0.png is a file; correct test-folder");
    refused(Given.folder("data/cat"), folder.resolve("data/cat") + " has no folders", "move");
    Files.createDirectories(folder.resolve("empty"));
    refused(Given.folder("empty"), folder.resolve("empty") + " has no folders", "put images");
    Files.createDirectories(folder.resolve("data/bird"));
    refused(folder.resolve("data/bird") + " of the class 'bird' is empty", "remove it");
  }

  @Test
  void classesThatCannotBeToldApart() throws IOException {
    Pictures.write(folder.resolve("one/cat/1.png"), Pictures.grey(4, 5, 1));
    refused(Given.folder("one"), folder.resolve("one") + " have the class 'cat'", "two classes");
    Pictures.write(folder.resolve("test/cow/1.png"), Pictures.grey(4, 5, 1));
    Pictures.write(folder.resolve("test/cat/1.png"), Pictures.grey(4, 5, 1));
    refused(
        Given.folder("data").testFolder("test"),
        folder.resolve("test") + " have the class 'cow', which none of those to train with in ");
    Files.writeString(folder.resolve("data/dog/0.png"), "no image");
    Files.writeString(folder.resolve("data/dog/1.png"), "no image");
    refused(
        Given.folder("data").skip(),
        "None of the images of the class 'dog' in " + folder.resolve("data"),
        "dog/0.png is neither");
  }

  @Test
  void listsThatCannotBeRead() throws IOException {
    Path list = folder.resolve("list.csv");
    Given given = Given.list("list.csv");
    refused(given, list + " does not exist");
    Files.writeString(list, "path,label\n");
    refused(given, list + " is empty");
    Files.writeString(list, "a.png,x\nb.png\n");
    refused(given, "Line 2 of the list of images " + list + " has 1 cell, but it needs two");
    Files.writeString(list, "a.png,x\nb.png, \n");
    refused(given, "Line 2 of the list", "has no class");
    Files.writeString(list, "a.png,x\n\"b.png,y\nc.png\",y\n");
    refused(given, "Line 2 of the list", "has a line break or a tab");
    Files.writeString(list, "a.png,x\nb.png,y\n./a.png,y\n");
    refused(given, "Line 3 of the list", "names 'a.png', as line 1 does");
    Files.writeString(list, "label,path,who\nx,a.png,1\ny,b.png\n");
    refused(given, "Line 3 of the list", "has 2 cells, but it needs 3: [label, path, who]");
    Files.writeString(list, "a.png,x\nb.png,y\n");
    refused(given, folder.resolve("a.png") + " does not exist");
    Files.write(list, new byte[] {'a', ',', (byte) 0xe9, '\n'});
    refused(given, list.toString(), "UTF-8");
    Files.writeString(list, "a.png,\"x\n");
    refused(given, list + " is not CSV");
  }

  @Test
  void columnsThatAreMissingOrHaveWrongCells() throws IOException {
    Path list = folder.resolve("list.csv");
    Given given = Given.list("list.csv").group("who").weight("n");
    Files.writeString(list, "a.png,x\nb.png,y\n");
    refused(given, list + " does not name its columns; write 'path,label,who,n' into its first");
    Files.writeString(list, "path,label,n\na.png,x,1\n");
    refused(given, list + " has no column 'who'; its columns are [path, label, n]");
    Files.writeString(list, "path,label,n,who,who\na.png,x,1,2,3\n");
    refused(given, list + " has more than one column 'who'");
    Files.writeString(list, "path,label,n,who\na.png,x,1,\n");
    refused(given, "Line 2 of the list", "has no group in the column 'who'");
    for (String wrong : new String[] {"", "-1", "NaN", "1e39", "x"}) {
      Files.writeString(list, "path,label,n,who\na.png,x," + wrong + ",1\n");
      refused(given, "Line 2 of the list", "has '" + wrong + "' as its weight");
    }
    Given timed = Given.list("list.csv").time("taken");
    Files.writeString(list, "path,label,taken\na.png,x,2024-02-30\n");
    refused(timed, "Line 2 of the list", "has '2024-02-30' as its time", "neither a number");
    Files.writeString(list, "path,label,taken\na.png,x,2024-02-29\nb.png,y,7\n");
    refused(timed, "Line 3 of the list", "has a number as its time, but lines before it do not");
    Files.writeString(list, "path,label,taken\na.png,x,2024-02-29\nb.png,y,2024-03-01\n");
    Files.writeString(folder.resolve("test.csv"), "path,label,taken\nc.png,x,8\n");
    refused(
        timed.testList("test.csv"),
        "The times in " + folder.resolve("test.csv") + ", column 'taken', are numbers",
        "write all times alike");
  }

  @Test
  void settingsThatContradictEachOther() {
    Class<IllegalArgumentException> wrong = IllegalArgumentException.class;
    assertRefused(wrong, () -> new Given().images(), "either a folder of images or a list");
    assertRefused(
        wrong, () -> Given.folder("a").testFolder("b").testList("c").images(), "or test-list");
    assertRefused(wrong, () -> Given.folder("a").channels(2).images(), "not 2");
    assertRefused(wrong, () -> Given.folder("a").weight("n").images(), "Folders have no columns");
    assertRefused(
        wrong, () -> Given.list("a").group("who").time("when").images(), "leave group or time out");
    for (String size : new String[] {"28", "28 x 28", "0x4", "4097x1", "4x4x3"}) {
      assertRefused(wrong, () -> Given.folder("a").size(size).images(), "such as 28x28", size);
    }
  }
}
