package io.retort.datasets;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.testkit.MutatedFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changed files of data, plain and compressed. */
class FileMutationTest {
  private static final String LABELLED =
      """
      source,input:0:0,input:0:1,input:1:0,input:1:1,label:kind,probability:kind:cat,probability:kind:dog
      0,1,2,3,4,cat,0.75,0.25
      7,-1,0.5,1e-3,0,dog,0.1,0.9
      """;

  @TempDir private Path folder;

  @Test
  void changedIdxFilesAreReadOrRefused() throws IOException {
    byte[] images = new byte[16 + 4 * 3 * 5];
    images[2] = 8;
    images[3] = 3;
    images[7] = 4;
    images[11] = 3;
    images[15] = 5;
    MutatedFiles.assertReadOrRefused(
        "IDX", images, 400, content -> IdxFile.images(write("images", content)));
    MutatedFiles.assertReadOrRefused(
        "IDX in gzip", packed(images), 400, content -> IdxFile.images(write("images.gz", content)));
  }

  @Test
  void changedLabelledFilesAreReadOrRefused() throws IOException {
    byte[] table = LABELLED.getBytes(StandardCharsets.UTF_8);
    MutatedFiles.assertReadOrRefused("labelled CSV", table, 400, this::labelled);
    MutatedFiles.assertReadOrRefused("labelled CSV in gzip", packed(table), 400, this::labelled);
  }

  private void labelled(byte[] content) throws IOException {
    LabelledTable.read(write("labelled.csv", content), Optional.empty(), Optional.empty())
        .samples()
        .close();
  }

  private Path write(String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException failure) {
      throw new RetortException(ErrorKind.ENVIRONMENT, "the test cannot write", failure);
    }
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }
}
