package io.retort.teachers.onnx.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model in ONNX Runtime, which keeps a copy of it, and threads, until it is closed. */
final class OnnxSession implements AutoCloseable {
  private static final Pattern UNKNOWN_OPERATOR =
      Pattern.compile(
          "No Op registered for (.+) with domain_version|(\\S+)\\(-?\\d+\\) is not a registered");

  /** What says no more than that it is an error. */
  private static final Pattern EMPTY_WORDS =
      Pattern.compile("^.*? - message: |\\[?\\w*(?:Error|Exception)\\b[]:,]* ?");

  /** The place and the function of its source that a message begins with. */
  private static final Pattern SOURCE =
      Pattern.compile(
          "\\S+\\.(?:cc|h):\\d+ (?:\\w+ (?=[A-Z])|[^()]+\\((?:[^()]|\\([^()]*\\))*\\) (?:const"
              + " )?)");

  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile("Failed to allocate memory|bad_alloc|bad allocation");

  private final OrtEnvironment environment;
  private final Path path;
  private final OrtSession session;
  private boolean closed;

  private OnnxSession(OrtEnvironment environment, Path path, OrtSession session) {
    this.environment = environment;
    this.path = path;
    this.session = session;
  }

  /**
   * Loads a model.
   *
   * @param file the model's file
   * @param features values inside the model that become outputs too
   * @param threads at most how many threads compute
   * @throws RetortException if ONNX Runtime refuses it
   */
  static OnnxSession load(OnnxModelFile file, List<String> features, int threads) {
    byte[] model = file.with(features);
    OrtEnvironment environment = environment();
    RuntimeVersion.check(environment.getVersion());
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Between two batches of a teacher, the student needs the processor.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry(
          "session.model_external_initializers_file_folder_path", file.folder().toString());
      // Errors come as exceptions; warnings are about the file, which is as it is.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      return new OnnxSession(environment, file.path(), environment.createSession(model, options));
    } catch (OrtException refused) {
      throw refused(file.path(), refused);
    }
  }

  private static OrtEnvironment environment() {
    try {
      return OrtEnvironment.getEnvironment();
    } catch (LinkageError | IllegalStateException unavailable) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "ONNX Runtime cannot be started: "
              + Reason.of(unavailable)
              + "; it unpacks a library into the folder for temporary files, which must have room"
              + " and allow libraries",
          unavailable);
    }
  }

  private static String reason(OrtException failure) {
    String words = EMPTY_WORDS.matcher(Echo.line(Reason.of(failure))).replaceAll("");
    return SOURCE.matcher(words).replaceAll("");
  }

  private static RetortException refused(Path path, OrtException refused) {
    String reason = reason(refused);
    Matcher unknown = UNKNOWN_OPERATOR.matcher(reason);
    if (unknown.find()) {
      return new RetortException(
          ErrorKind.DATA,
          "The model "
              + path
              + " needs the operator "
              + Echo.quoted(unknown.group(1) == null ? unknown.group(2) : unknown.group(1))
              + ", which this ONNX Runtime does not have; export it for an older opset or with"
              + " standard operators, or record its outputs",
          refused);
    }
    return new RetortException(
        ErrorKind.DATA,
        "ONNX Runtime refuses the model " + path + ": " + reason + "; export it again",
        refused);
  }

  Path path() {
    return path;
  }

  Map<String, NodeInfo> inputs() {
    try {
      return new LinkedHashMap<>(session.getInputInfo());
    } catch (OrtException refused) {
      throw refused(path, refused);
    }
  }

  Map<String, NodeInfo> outputs() {
    try {
      return new LinkedHashMap<>(session.getOutputInfo());
    } catch (OrtException refused) {
      throw refused(path, refused);
    }
  }

  /**
   * Runs the model.
   *
   * @param input how it is given samples
   * @param batch samples
   * @param places of those that it is given, as many as it can be given at once
   * @param wanted names of outputs
   * @return by these names
   */
  Map<String, OutputValues> run(ModelInput input, Batch batch, int[] places, Set<String> wanted) {
    try (ModelInput.Given given = input.give(environment, batch, places);
        OrtSession.Result result = session.run(given.tensors(), wanted)) {
      Map<String, OutputValues> outputs = new LinkedHashMap<>();
      for (String name : wanted) {
        outputs.put(name, input.read(name, values(result.get(name)), given));
      }
      return outputs;
    } catch (OrtException failure) {
      String reason = reason(failure);
      boolean large = OUT_OF_MEMORY.matcher(reason).find();
      throw new RetortException(
          large ? ErrorKind.ENVIRONMENT : ErrorKind.DATA,
          "The model "
              + path
              + " cannot predict "
              + input.given(batch, places)
              + ": "
              + reason
              + "; "
              + (large
                  ? "set the teacher's batch lower, or give it a machine with more memory"
                  : input.remedy()),
          failure);
    }
  }

  private static OutputValues values(Optional<OnnxValue> value) {
    OnnxTensor tensor = (OnnxTensor) value.orElseThrow();
    long[] shape = tensor.getInfo().getShape();
    FloatBuffer numbers = tensor.getFloatBuffer();
    if (numbers != null) {
      float[] values = new float[numbers.remaining()];
      numbers.get(values);
      return new OutputValues(shape, values);
    }
    DoubleBuffer wide = tensor.getDoubleBuffer();
    float[] values = new float[wide.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) wide.get(i);
    }
    return new OutputValues(shape, values);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      session.close();
    } catch (OrtException failure) {
      throw new IllegalStateException("The session of " + path + " cannot be closed", failure);
    }
  }
}
