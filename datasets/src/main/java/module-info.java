/** The data sets and file formats that ship with Retort. */
module io.retort.datasets {
  requires io.retort.core;
  requires de.siegmar.fastcsv;
  requires static com.google.auto.service;
}
