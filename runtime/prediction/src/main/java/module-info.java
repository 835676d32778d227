import io.retort.core.data.RowFormat;

/** Predictions of a saved student for files of raw rows and for images. */
module io.retort.runtime.prediction {
  requires transitive io.retort.serving;
  requires io.retort.runtime.common;
  requires com.fasterxml.jackson.jr.ob;
  requires de.siegmar.fastcsv;
  requires java.desktop;

  exports io.retort.runtime.prediction;

  uses RowFormat;
}
