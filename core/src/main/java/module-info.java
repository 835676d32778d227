/**
 * The core of Retort: the SPIs that plugins implement, tensors, the description of networks, and
 * the training engine. It knows no file format, no configuration library and no compute library.
 */
module io.retort.core {
  // Images, for what reads them.
  requires static transitive java.desktop;
  requires jdk.management;
  requires jdk.unsupported;
  requires org.objectweb.asm;

  exports io.retort.core;
  exports io.retort.core.augmentation;
  exports io.retort.core.backend;
  exports io.retort.core.checkpoint;
  exports io.retort.core.data;
  exports io.retort.core.export;
  exports io.retort.core.gradient;
  exports io.retort.core.image;
  exports io.retort.core.importer;
  exports io.retort.core.loss;
  exports io.retort.core.metric;
  exports io.retort.core.network;
  exports io.retort.core.optimizer;
  exports io.retort.core.plugin;
  exports io.retort.core.progress;
  exports io.retort.core.strategy;
  exports io.retort.core.teacher;
  exports io.retort.core.tensor;
  exports io.retort.core.text;
  exports io.retort.core.training;
}
