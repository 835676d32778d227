package io.retort.backends.cpu.dl4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/** Models of Deeplearning4j in zips, as its users write them. */
final class ModelZip {

  private ModelZip() {}

  /** A model in a new file. */
  static Path of(Path folder, Model model) throws IOException {
    Path file = Files.createTempFile(folder, "model", ".zip");
    ModelSerializer.writeModel(model, file.toFile(), true);
    return file;
  }

  /** A model of one layer. */
  static MultiLayerNetwork network(Layer layer) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(new NeuralNetConfiguration.Builder().list().layer(layer).build());
    network.init();
    return network;
  }
}
