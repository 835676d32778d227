package io.retort.teachers.tribuo;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * What Tribuo calls the inputs, which it knows by name and keeps in the order of their names.
 *
 * @param names the name of each input
 */
record FeatureNames(List<String> names) {

  FeatureNames {
    names = List.copyOf(names);
  }

  /** The places with leading zeros: their alphabetical order is their own. */
  static FeatureNames numbered(int count) {
    int digits = Integer.toString(count - 1).length();
    String format = "%0" + digits + "d";
    return new FeatureNames(
        IntStream.range(0, count).mapToObj(i -> String.format(Locale.ROOT, format, i)).toList());
  }

  <T extends Output<T>> Example<T> example(T output, float[] row) {
    double[] values = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = row[i];
    }
    return new ArrayExample<>(output, names.toArray(String[]::new), values);
  }

  <T extends Output<T>> MutableDataset<T> dataset(OutputFactory<T> factory) {
    return new MutableDataset<>(
        new SimpleDataSourceProvenance("training samples", factory), factory);
  }
}
