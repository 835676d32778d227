package io.retort.exporters.source;

import io.retort.core.export.ExporterProvider;
import io.retort.core.network.SavedNetwork;
import io.retort.exporters.JavaClass;
import io.retort.exporters.providers.JavaProvider;
import io.retort.testkit.ExporterContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;

/** The exporter keeps the contract of all exporters; what it writes is compiled and run. */
class JavaExporterContractTest extends ExporterContract<JavaClass> {

  @Override
  protected ExporterProvider<JavaClass> provider() {
    return new JavaProvider();
  }

  @Override
  protected JavaClass configuration() {
    return new JavaClass("Student", "com.acme");
  }

  /** Both compute in double precision. */
  @Override
  protected double tolerance() {
    return 1e-6;
  }

  @Override
  protected Optional<List<float[]>> compute(Path file, SavedNetwork written, float[] inputs)
      throws IOException {
    CompiledStudent student =
        CompiledStudent.of(
            Files.readString(file), configuration(), ToolProvider.getSystemJavaCompiler());
    int width = written.plan().input().elements();
    int batch = inputs.length / width;
    List<float[]> outputs = new ArrayList<>();
    for (String output : written.plan().description().outputs()) {
      int length = written.plan().shape(output).elements();
      float[] all = new float[batch * length];
      for (int sample = 0; sample < batch; sample++) {
        double[] input = new double[width];
        for (int i = 0; i < width; i++) {
          input[i] = inputs[sample * width + i];
        }
        double[] found = student.predict(output, input);
        for (int i = 0; i < length; i++) {
          all[sample * length + i] = (float) found[i];
        }
      }
      outputs.add(all);
    }
    return Optional.of(outputs);
  }
}
