import io.retort.core.augmentation.AugmentationProvider;
import io.retort.core.data.DatasetProvider;
import io.retort.datasets.augmentation.providers.ColourProvider;
import io.retort.datasets.augmentation.providers.CropProvider;
import io.retort.datasets.augmentation.providers.CutoutProvider;
import io.retort.datasets.augmentation.providers.FlipProvider;
import io.retort.datasets.augmentation.providers.ShiftProvider;
import io.retort.datasets.providers.CsvProvider;
import io.retort.datasets.providers.DigitsProvider;
import io.retort.datasets.providers.FashionMnistProvider;
import io.retort.datasets.providers.FriedmanProvider;
import io.retort.datasets.providers.GeneralizedLinearProvider;
import io.retort.datasets.providers.IdxProvider;
import io.retort.datasets.providers.LabelledProvider;
import io.retort.datasets.providers.SourceTargetDatasetProvider;
import io.retort.datasets.providers.SyntheticProvider;

/** The data sets and file formats that ship with Retort. */
@SuppressWarnings("module") // the modules of other formats are compiled after this one
module io.retort.datasets {
  requires transitive io.retort.core;
  requires ch.randelshofer.fastdoubleparser;
  requires com.fasterxml.jackson.core;
  requires de.siegmar.fastcsv;
  requires static com.google.auto.service;

  exports io.retort.datasets;
  exports io.retort.datasets.augmentation;
  exports io.retort.datasets.table;
  exports io.retort.datasets.file to
      io.retort.datasets.duckdb,
      io.retort.datasets.images;
  exports io.retort.datasets.table.engine to
      io.retort.datasets.duckdb;

  provides AugmentationProvider with
      ColourProvider,
      CropProvider,
      CutoutProvider,
      FlipProvider,
      ShiftProvider;
  provides DatasetProvider with
      CsvProvider,
      DigitsProvider,
      FashionMnistProvider,
      FriedmanProvider,
      GeneralizedLinearProvider,
      IdxProvider,
      LabelledProvider,
      SourceTargetDatasetProvider,
      SyntheticProvider;
}
