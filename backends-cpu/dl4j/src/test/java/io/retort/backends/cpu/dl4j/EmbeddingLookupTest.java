package io.retort.backends.cpu.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.retort.core.network.Layer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EmbeddingLookupTest {

  @Test
  void noGradientOfARowThatIsReadOftenIsLost() {
    int batch = 500;
    int time = 20;
    EmbeddingLookup lookup = new EmbeddingLookup("words", new Layer.Embedding(2, 16));
    INDArray input = Nd4j.zeros(DataType.DOUBLE, batch, time);
    INDArray parameters = Nd4j.ones(DataType.DOUBLE, lookup.parameters());
    INDArray epsilon = Nd4j.ones(DataType.DOUBLE, batch, time, 16);
    double[] expected = new double[32];
    Arrays.fill(expected, 0, 16, batch * time);
    for (int trial = 0; trial < 20; trial++) {
      INDArray gradients = Nd4j.zeros(DataType.DOUBLE, lookup.parameters());
      lookup.forward(input, parameters, true);
      lookup.backward(input, epsilon, parameters, gradients);
      assertArrayEquals(expected, gradients.dup().data().asDouble(), "every reading counts once");
    }
  }
}
