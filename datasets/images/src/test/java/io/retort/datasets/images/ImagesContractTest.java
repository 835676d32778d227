package io.retort.datasets.images;

import io.retort.core.data.DatasetProvider;
import io.retort.core.plugin.Context;
import io.retort.datasets.images.providers.ImagesProvider;
import io.retort.testkit.DatasetContract;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Whatever holds for any data set, with images that are kept in a file. */
class ImagesContractTest extends DatasetContract<Images> {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Pictures.twoClasses(folder.resolve("train"), 20);
    Pictures.twoClasses(folder.resolve("test"), 3);
  }

  @Override
  protected DatasetProvider<Images> provider() {
    return new ImagesProvider();
  }

  @Override
  protected Images configuration() {
    return Given.folder("train").testFolder("test").size("3x3").cache("cache").images();
  }

  @Override
  protected Context context() {
    return new TestContext(folder, 1);
  }
}
