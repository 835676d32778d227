package io.retort.backends.cpu.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Proves that the repaired Deeplearning4j module computes when it is used from a named module. */
class DeepLearning4jModuleTest {

  @Test
  void testsRunInsideTheNamedModule() {
    assertEquals("io.retort.backends.cpu.dl4j", getClass().getModule().getName());
  }

  @Test
  void nd4jIsPartOfTheRepairedModule() {
    assertEquals("org.deeplearning4j", Nd4j.class.getModule().getName());
  }

  @Test
  void trainingLowersTheLoss() {
    DataSet quadrants = quadrants(64);
    ComputationGraph network = new ComputationGraph(configuration());
    network.init();

    double before = network.score(quadrants);
    for (int step = 0; step < 100; step++) {
      network.fit(quadrants);
    }

    double after = network.score(quadrants);
    assertTrue(after < before / 2, "the loss went from " + before + " to " + after);
  }

  /** Points of the plane, labelled by whether their coordinates have the same sign. */
  private static DataSet quadrants(int points) {
    Random random = Nd4j.getRandomFactory().getNewRandomInstance(42);
    INDArray inputs = Nd4j.rand(random, points, 2).muli(2).subi(1);
    INDArray labels = Nd4j.zeros(points, 2);
    for (int i = 0; i < points; i++) {
      boolean same = inputs.getDouble(i, 0) * inputs.getDouble(i, 1) > 0;
      labels.putScalar(new int[] {i, same ? 1 : 0}, 1);
    }
    return new DataSet(inputs, labels);
  }

  private static ComputationGraphConfiguration configuration() {
    return new NeuralNetConfiguration.Builder()
        .seed(42)
        .updater(new Adam(0.05))
        .graphBuilder()
        .addInputs("point")
        .setInputTypes(InputType.feedForward(2))
        .addLayer(
            "hidden",
            new DenseLayer.Builder().nOut(16).activation(Activation.TANH).build(),
            "point")
        .addLayer(
            "quadrant",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .build(),
            "hidden")
        .setOutputs("quadrant")
        .build();
  }
}
