import io.retort.core.data.DatasetProvider;
import io.retort.datasets.images.providers.ImagesProvider;

/** Data sets of PNG and JPEG files. */
module io.retort.datasets.images {
  requires de.siegmar.fastcsv;
  requires transitive io.retort.core;
  requires io.retort.datasets;
  requires java.desktop;
  requires static com.google.auto.service;

  exports io.retort.datasets.images;

  provides DatasetProvider with
      ImagesProvider;
}
