package io.retort.testkit;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.backend.Mode;
import io.retort.core.data.InputColumn;
import io.retort.core.data.SavedModel;
import io.retort.core.export.ExportedStudent;
import io.retort.core.export.Exporter;
import io.retort.core.export.ExporterProvider;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.ParameterLayout;
import io.retort.core.network.ParameterSlice;
import io.retort.core.network.ParameterSlice.Role;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** All arrays one after the other, without a GRU, as they should be written and in wrong ways. */
final class ExporterBugs {

  private ExporterBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        bug(
            "the name leads into another folder",
            () ->
                new Raw() {
                  @Override
                  public String fileName() {
                    return "../model.raw";
                  }
                },
            "fileNameIsThatOfAFile",
            "is not a plain name"),
        bug(
            "biases are left out",
            () ->
                new Raw() {
                  @Override
                  Set<Role> held() {
                    return EnumSet.complementOf(EnumSet.of(Role.BIAS));
                  }
                },
            "fileComputesWhatTheNetworkComputes",
            "The file does not compute the output"),
        bug(
            "scales are left out of scores, and it holds nothing else",
            () ->
                new Raw() {
                  @Override
                  public Map<String, String> unsupported(SavedModel student) {
                    Map<String, String> faults = super.unsupported(student);
                    NetworkPlan plan = student.network().plan();
                    for (String output : plan.description().outputs()) {
                      if (plan.shape(output).elements() > 1) {
                        faults.put(output, "gives more than one number");
                      }
                    }
                    return faults;
                  }

                  @Override
                  Set<Role> held() {
                    return EnumSet.complementOf(EnumSet.of(Role.SCALE));
                  }
                },
            "fileComputesWhatTheNetworkComputes",
            "The file does not compute the output"),
        bug(
            "weights are rounded in place",
            () ->
                new Raw() {
                  @Override
                  public void write(ExportedStudent student, Path file) throws IOException {
                    student
                        .model()
                        .network()
                        .weights()
                        .arrays()
                        .values()
                        .forEach(array -> array.values()[0] = 1);
                    super.write(student, file);
                  }
                },
            "oneFileIsWrittenAndTheNetworkIsUnchanged",
            "The exporter changes the weights"),
        bug(
            "a temporary file is left",
            () ->
                new Raw() {
                  @Override
                  public void write(ExportedStudent student, Path file) throws IOException {
                    Files.writeString(file.resolveSibling("model.tmp"), "");
                    super.write(student, file);
                  }
                },
            "oneFileIsWrittenAndTheNetworkIsUnchanged",
            "leaves other files"),
        bug(
            "what the format cannot hold is left out",
            () ->
                new Raw() {
                  @Override
                  void check(SavedModel student) {}
                },
            "unsupportedNetworksAreRefusedWithoutAFile",
            "is not refused"),
        bug(
            "the refusal comes after the file",
            () ->
                new Raw() {
                  @Override
                  public void write(ExportedStudent student, Path file) throws IOException {
                    Files.writeString(file, "raw");
                    super.write(student, file);
                  }
                },
            "unsupportedNetworksAreRefusedWithoutAFile",
            "A refused network leaves a file"),
        bug(
            "it is not said why a node is unsupported",
            () ->
                new Raw() {
                  @Override
                  String clause() {
                    return "";
                  }
                },
            "unsupportedNodesAreNamedWithAClause",
            "It is not said why"),
        bug(
            "nothing is supported",
            () ->
                new Raw() {
                  @Override
                  boolean supports(Layer layer) {
                    return false;
                  }
                },
            "someNetworkCanBeWritten",
            "supports none of"),
        bug(
            "a column is written to a file of its own",
            () ->
                new Raw() {
                  @Override
                  public void write(ExportedStudent student, Path file) throws IOException {
                    super.write(student, file);
                    if (student.model().signature().isPresent()) {
                      for (InputColumn column : student.model().signature().get().columns()) {
                        Files.writeString(file.resolveSibling(column.width() + ".csv"), "");
                      }
                    }
                  }
                },
            "studentsOfRawDataWithAnyNamesAreWritten",
            "Names of columns or classes become files"),
        bug(
            "a file that cannot be written is passed over",
            () ->
                new Raw() {
                  @Override
                  public void write(ExportedStudent student, Path file) throws IOException {
                    if (Files.isDirectory(file.getParent())) {
                      super.write(student, file);
                    }
                  }
                },
            "folderThatIsNotThereIsReported",
            "not reported with an IOException"));
  }

  /** The contract over the right exporter. */
  static ExporterContract<FixedProvider.NoKeys> right() {
    return contract(Raw::new);
  }

  private static PlantedBug bug(
      String bug, Supplier<? extends Exporter> exporter, String test, String message) {
    return new PlantedBug("Exporter", bug, () -> contract(exporter), test, message);
  }

  private static ExporterContract<FixedProvider.NoKeys> contract(
      Supplier<? extends Exporter> exporter) {
    return new ExporterContract<>() {
      @Override
      protected ExporterProvider<FixedProvider.NoKeys> provider() {
        return new FixedProvider.OfExporter(exporter);
      }

      @Override
      protected FixedProvider.NoKeys configuration() {
        return new FixedProvider.NoKeys();
      }

      @Override
      protected Optional<List<float[]>> compute(Path file, SavedNetwork written, float[] inputs)
          throws IOException {
        ReferenceNetwork read =
            new ReferenceNetwork(written.plan(), ExporterBugs.read(file, written.plan()), 0);
        double[] wide = new double[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
          wide[i] = inputs[i];
        }
        Map<String, double[]> outputs = read.forward(wide, Mode.INFERENCE, 0).outputs();
        return Optional.of(
            written.plan().description().outputs().stream()
                .map(output -> floats(outputs.get(output)))
                .toList());
      }
    };
  }

  private static float[] floats(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  private static Weights read(Path file, NetworkPlan plan) throws IOException {
    FloatBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).asFloatBuffer();
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (ParameterLayout layout : List.of(plan.parameters(), plan.buffers())) {
      for (ParameterSlice slice : layout.slices()) {
        float[] values = new float[slice.shape().elements()];
        all.get(values);
        arrays.put(slice.name(), new Weights.Array(slice.shape(), values));
      }
    }
    return new Weights(arrays);
  }

  private static class Raw implements Exporter {
    @Override
    public String fileName() {
      return "model.raw";
    }

    boolean supports(Layer layer) {
      return !(layer instanceof Layer.Gru);
    }

    String clause() {
      return "has no counterpart";
    }

    @Override
    public Map<String, String> unsupported(SavedModel student) {
      Map<String, String> faults = new LinkedHashMap<>();
      for (Node node : student.network().plan().description().nodes()) {
        if (!supports(node.layer())) {
          faults.put(node.name(), clause());
        }
      }
      return faults;
    }

    void check(SavedModel student) {
      if (!unsupported(student).isEmpty()) {
        throw new RetortException(
            ErrorKind.CONFIGURATION, "The format cannot hold " + unsupported(student));
      }
    }

    Set<Role> held() {
      return EnumSet.allOf(Role.class);
    }

    @Override
    public void write(ExportedStudent student, Path file) throws IOException {
      check(student.model());
      SavedNetwork network = student.model().network();
      NetworkPlan plan = network.plan();
      ByteBuffer all =
          ByteBuffer.allocate(
              Float.BYTES * (1 + plan.parameters().count() + plan.buffers().count()));
      for (ParameterLayout layout : List.of(plan.parameters(), plan.buffers())) {
        for (ParameterSlice slice : layout.slices()) {
          for (float value : network.weights().arrays().get(slice.name()).values()) {
            all.putFloat(held().contains(slice.role()) ? value : 0);
          }
        }
      }
      Files.write(file, all.array());
    }
  }
}
