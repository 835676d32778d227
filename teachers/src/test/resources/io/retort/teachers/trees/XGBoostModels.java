import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;

/**
 * Makes the models xgboost-* of table.csv, with the library's own predictions.
 *
 * <p>Run in this folder, with xgboost4j 3.4.0, Kryo and Commons Logging: {@code java -cp …
 * XGBoostModels.java}
 */
public final class XGBoostModels {
  private static final List<String> COLOURS = List.of("deep blue", "gelb", "green", "red");
  private static float[] inputs;
  private static float[] kind;
  private static float[] amount;
  private static int rows;

  public static void main(String[] arguments) throws Exception {
    List<String> lines = Files.readAllLines(Path.of("table.csv"));
    rows = lines.size() - 1;
    inputs = new float[rows * 4];
    kind = new float[rows];
    amount = new float[rows];
    for (int row = 0; row < rows; row++) {
      String[] cells = lines.get(row + 1).split(",", -1);
      for (int i = 0; i < 3; i++) {
        inputs[row * 4 + i] = cells[i].isEmpty() ? Float.NaN : Float.parseFloat(cells[i]);
      }
      inputs[row * 4 + 3] = cells[3].isEmpty() ? Float.NaN : COLOURS.indexOf(cells[3]);
      kind[row] = Float.parseFloat(cells[4]);
      amount[row] = Float.parseFloat(cells[5]);
    }
    float[] yes = new float[rows];
    float[] share = new float[rows];
    for (int row = 0; row < rows; row++) {
      yes[row] = kind[row] > 0 ? 1 : 0;
      share[row] = kind[row] / 2;
    }
    train("binary", "json", yes, 5, Map.of("objective", "binary:logistic"));
    train("binary", "ubj", yes, 5, Map.of("objective", "binary:logistic"));
    train("raw", "ubj", yes, 5, Map.of("objective", "binary:logitraw"));
    train("guess", "ubj", yes, 5, Map.of("objective", "binary:logistic", "base_score", 0.2));
    train("classes", "json", kind, 4, Map.of("objective", "multi:softprob", "num_class", 3));
    train("classes", "ubj", kind, 4, Map.of("objective", "multi:softprob", "num_class", 3));
    train("softmax", "ubj", kind, 4, Map.of("objective", "multi:softmax", "num_class", 3));
    train("values", "json", amount, 4, Map.of("num_parallel_tree", 2, "subsample", 0.7));
    train("values", "ubj", amount, 4, Map.of("num_parallel_tree", 2, "subsample", 0.7));
    train("deep", "ubj", amount, 12, Map.of("max_depth", 6));
    train("pruned", "ubj", amount, 6, Map.of("tree_method", "exact", "gamma", 0.5), false);
    train("log", "ubj", amount, 4, Map.of("objective", "reg:squaredlogerror"));
    train("huber", "ubj", amount, 4, Map.of("objective", "reg:pseudohubererror"));
    train("absolute", "ubj", amount, 4, Map.of("objective", "reg:absoluteerror"));
    train(
        "quantile",
        "ubj",
        amount,
        4,
        Map.of("objective", "reg:quantileerror", "quantile_alpha", "[0.2,0.8]"));
    train("share", "ubj", share, 4, Map.of("objective", "reg:logistic"));
    train("poisson", "ubj", amount, 4, Map.of("objective", "count:poisson"));
    train("gamma", "ubj", amount, 4, Map.of("objective", "reg:gamma"));
    train("tweedie", "ubj", amount, 4, Map.of("objective", "reg:tweedie"));
    train("dart", "json", amount, 6, Map.of("booster", "dart", "rate_drop", 0.5));
    train("dart", "ubj", amount, 6, Map.of("booster", "dart", "rate_drop", 0.5));
    train("linear", "json", amount, 4, Map.of("booster", "gblinear"), false);
    train("linear", "ubj", amount, 4, Map.of("booster", "gblinear"), false);
    Map<String, Object> linear = new LinkedHashMap<>(Map.of("booster", "gblinear"));
    linear.putAll(Map.of("objective", "multi:softprob", "num_class", 3));
    train("linear-classes", "json", kind, 4, linear, false);
    name();
    float[] both = new float[2 * rows];
    float[] labels = new float[2 * rows];
    for (int row = 0; row < rows; row++) {
      both[2 * row] = amount[row];
      both[2 * row + 1] = 10 - kind[row] - amount[row];
      labels[2 * row] = yes[row];
      labels[2 * row + 1] = kind[row] == 2 ? 1 : 0;
    }
    train("targets", "json", both, 3, Map.of());
    train("labels", "ubj", labels, 3, Map.of("objective", "binary:logistic"));
    Map<String, Object> vectors = Map.of("multi_strategy", "multi_output_tree");
    train("vectors", "ubj", both, 2, vectors, false);
    Map<String, Object> classes = new LinkedHashMap<>(vectors);
    classes.putAll(Map.of("objective", "multi:softprob", "num_class", 3));
    train("vectors-classes", "json", kind, 3, classes, false);
    train("hinge", "ubj", yes, 2, Map.of("objective", "binary:hinge"));
  }

  /** The model of values with the names of its categories, as data frames of Python give them. */
  private static void name() throws Exception {
    StringBuilder letters = new StringBuilder();
    StringBuilder offsets = new StringBuilder("0");
    int length = 0;
    for (String colour : COLOURS) {
      for (byte letter : colour.getBytes()) {
        letters.append(length++ == 0 ? "" : ",").append(letter);
      }
      offsets.append(",").append(length);
    }
    String none = "{\"type\":15,\"values\":[]},";
    String named =
        "\"enc\":["
            + none.repeat(3)
            + "{\"offsets\":["
            + offsets
            + "],\"values\":["
            + letters
            + "]}],\"feature_segments\":[0,0,0,0,4],\"sorted_idx\":[0,1,2,3]";
    String unnamed = "\"enc\":[],\"feature_segments\":[],\"sorted_idx\":[]";
    Path file = Path.of("xgboost-named.json");
    String model = Files.readString(Path.of("xgboost-values.json"));
    Files.writeString(file, model.replace(unnamed, named));
    Booster booster = XGBoost.loadModel(file.toString());
    booster.saveModel(file.toString());
    booster.saveModel("xgboost-named.ubj");
    booster.dispose();
  }

  private static void train(
      String name, String format, float[] label, int rounds, Map<String, Object> settings)
      throws Exception {
    train(name, format, label, rounds, settings, true);
  }

  private static void train(
      String name,
      String format,
      float[] label,
      int rounds,
      Map<String, Object> settings,
      boolean categories)
      throws Exception {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("max_depth", 3);
    all.put("min_child_weight", 0.1);
    all.put("max_cat_to_onehot", 2);
    all.put("seed", 1);
    all.put("nthread", 1);
    all.putAll(settings);
    if (!categories) {
      all.remove("max_cat_to_onehot");
    }
    DMatrix data = data(label, categories);
    try {
      Booster booster = XGBoost.train(data, all, rounds, Map.of(), null, null);
      Files.createDirectories(Path.of("."));
      booster.saveModel("xgboost-" + name + "." + format);
      write("xgboost-" + name + ".csv", booster.predict(data));
      String objective = String.valueOf(settings.get("objective"));
      if (objective.matches("(binary|multi):.*|reg:logistic")) {
        write("xgboost-" + name + ".margins.csv", booster.predict(data, true));
      }
      if (name.equals("classes")) {
        write("xgboost-classes.rounds-2.csv", booster.predict(data, true, 2));
      }
      booster.dispose();
    } finally {
      data.dispose();
    }
  }

  private static DMatrix data(float[] label, boolean categories) throws Exception {
    DMatrix data = new DMatrix(inputs, rows, 4, Float.NaN);
    data.setLabel(label);
    data.setFeatureNames(new String[] {"length", "petal width", "count", "colour"});
    if (categories) {
      data.setFeatureTypes(new String[] {"float", "float", "int", "c"});
    }
    return data;
  }

  private static void write(String file, float[][] predictions) throws Exception {
    try (PrintWriter out = new PrintWriter(file)) {
      for (float[] row : predictions) {
        String text = Arrays.toString(row);
        out.println(text.substring(1, text.length() - 1).replace(" ", ""));
      }
    }
  }
}
