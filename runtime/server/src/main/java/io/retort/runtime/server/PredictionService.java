package io.retort.runtime.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.retort.serving.Prediction;
import io.retort.serving.Student;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** From the body of a request to that of its response. */
final class PredictionService {
  private final JsonFactory factory = new JsonFactory();

  private final Student student;
  private final String model;
  private final BatchQueue queue;
  private final OutputTensors outputs;
  private final TensorSamples tensors;
  private final RequestRows rows;
  private final ImageBody images;

  /**
   * A service.
   *
   * @param model what the student is called
   * @param most how many samples a request may have
   */
  PredictionService(Student student, String model, int most, BatchQueue queue) {
    this.student = student;
    this.model = model;
    this.queue = queue;
    this.outputs = new OutputTensors(student.heads());
    this.tensors = new TensorSamples(student, most);
    this.rows = new RequestRows(student, most);
    this.images = new ImageBody(student);
  }

  /** The student's description. */
  Map<String, Object> description() {
    return ModelDescription.of(student, model, outputs);
  }

  /**
   * Predicts for a request of the Open Inference Protocol.
   *
   * @param done takes the body of the response, perhaps on another thread
   * @param failed takes why there is none
   * @throws HttpRefusal at once if the body is wrong, or the queue is full
   */
  void infer(
      byte[] body, MemoryBudget.Share memory, Consumer<byte[]> done, Consumer<Throwable> failed) {
    InferenceRequest request = InferenceRequest.read(body);
    List<String> wanted = outputs.requested(request.outputs());
    List<float[]> samples = tensors.read(request, memory);
    enqueue(
        samples, predictions -> done.accept(inference(request.id(), wanted, predictions)), failed);
  }

  private byte[] inference(
      Optional<String> id, List<String> wanted, Map<String, List<float[]>> predictions) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("model_name", model);
      json.writeStringField("model_version", ModelDescription.VERSION);
      if (id.isPresent()) {
        json.writeStringField("id", id.get());
      }
      json.writeFieldName("outputs");
      outputs.write(wanted, predictions, json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /**
   * Predicts raw data.
   *
   * @param type the type of an image, or that of JSON
   * @param done takes the body of the response, perhaps on another thread
   * @param failed takes why there is none
   * @throws HttpRefusal at once if the body is wrong, or the queue is full
   */
  void predict(
      byte[] body,
      String type,
      MemoryBudget.Share memory,
      Consumer<byte[]> done,
      Consumer<Throwable> failed) {
    RequestRows.Prepared prepared =
        ImageBody.TYPES.contains(type)
            ? new RequestRows.Prepared(List.of(images.read(body, type, memory)), true)
            : rows.read(body, memory);
    enqueue(
        prepared.inputs(),
        predictions -> done.accept(Exchange.json(documents(prepared, predictions))),
        failed);
  }

  private Object documents(RequestRows.Prepared prepared, Map<String, List<float[]>> predictions) {
    List<Map<String, Object>> documents = new ArrayList<>(prepared.inputs().size());
    for (int i = 0; i < prepared.inputs().size(); i++) {
      documents.add(Prediction.tree(Prediction.of(student.heads(), predictions, i)));
    }
    return prepared.one() ? documents.get(0) : documents;
  }

  private void enqueue(
      List<float[]> samples,
      Consumer<Map<String, List<float[]>>> done,
      Consumer<Throwable> failed) {
    queue.put(new PredictionJob(student.heads(), samples, done, failed));
  }
}
