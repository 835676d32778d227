package io.retort.exporters.solr;

import io.retort.core.Echo;
import io.retort.core.data.InputColumn;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The features that Solr has to extract: a number in the units of its column, which Solr
 * standardizes, or 1 and 0 for a category.
 */
final class SolrFeatures {

  /**
   * A feature.
   *
   * @param name as in the feature store
   * @param scaling what Solr applies; {@link Standardization#NONE} if nothing is
   */
  record Feature(String name, Standardization scaling) {}

  private SolrFeatures() {}

  /**
   * The features of a student.
   *
   * @param faults takes what Solr would refuse, for the first node
   * @return one for each value of the input, in their order
   */
  static List<Feature> of(SavedModel student, Map<String, String> faults) {
    List<Feature> features = new ArrayList<>();
    for (InputColumn column : student.signature().map(Signature::columns).orElse(List.of())) {
      Standardization scaling =
          column.match(
              InputColumn.Numeric::scaling,
              category -> Standardization.NONE,
              text -> Standardization.NONE);
      column.values().forEach(name -> features.add(new Feature(name, scaling)));
    }
    if (features.isEmpty()) {
      for (int i = 0; i < student.network().plan().input().elements(); i++) {
        features.add(new Feature("input" + i, Standardization.NONE));
      }
    }
    String first = student.network().plan().description().nodes().get(0).name();
    Set<String> names = new HashSet<>();
    for (Feature feature : features) {
      if (!names.add(feature.name())) {
        faults.put(
            first,
            "reads two features that would both be called "
                + Echo.quoted(feature.name())
                + "; give their columns other names");
      } else if (feature.scaling().deviation() > 0 && isZero(feature.scaling())) {
        faults.put(
            first,
            "reads the column "
                + Echo.quoted(feature.name())
                + ", whose deviation is too small for a number of 32 bits");
      }
    }
    return features;
  }

  private static boolean isZero(Standardization scaling) {
    return (float) scaling.deviation() == 0;
  }
}
