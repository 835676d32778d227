package io.retort.teachers.providers;

import io.retort.core.data.Batch;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks a head about the embeddings of samples. The embedding itself is an output too, under its own
 * name and under that of each head of the data that is an embedding.
 */
final class EmbeddingTeacher implements Teacher {
  private final Teacher encoder;
  private final TeacherOutput embedding;
  private final Embeddings embeddings;
  private final Teacher head;
  private final List<Head> heads;

  /**
   * Composes a teacher.
   *
   * @param encoder closed with this one
   * @param head closed with this one
   * @param heads the heads of the data
   */
  EmbeddingTeacher(
      Teacher encoder,
      TeacherOutput embedding,
      Embeddings embeddings,
      Teacher head,
      List<Head> heads) {
    this.encoder = encoder;
    this.embedding = embedding;
    this.embeddings = embeddings;
    this.head = head;
    this.heads = List.copyOf(heads);
  }

  /** What is known of heads, and the embedding; what else the head has inside is not of use. */
  static List<TeacherOutput> outputs(
      List<TeacherOutput> ofHead, List<Head> heads, TeacherOutput embedding) {
    List<TeacherOutput> outputs = new ArrayList<>();
    for (Head head : heads) {
      if (head.task().hasLabels()) {
        ofHead.stream().filter(output -> output.name().equals(head.name())).forEach(outputs::add);
      } else {
        outputs.add(
            new TeacherOutput(
                head.name(), TargetKind.VALUES, Shape.of(embedding.shape().elements())));
      }
    }
    outputs.add(embedding);
    return List.copyOf(outputs);
  }

  private boolean isEmbedding(String output) {
    return output.equals(embedding.name())
        || heads.stream().anyMatch(each -> each.name().equals(output) && !each.task().hasLabels());
  }

  @Override
  public List<TeacherOutput> outputs() {
    return outputs(head.outputs(), heads, embedding);
  }

  @Override
  public void require(Samples samples) {
    encoder.require(samples);
    head.require(embeddings.of(samples));
  }

  @Override
  public void evaluate(Batch batch, Map<String, Tensor> destinations) {
    Samples embedded = embeddings.of(batch.source());
    try (Tensor inputs = Tensor.allocate(embeddings.shape().batch(batch.size()))) {
      embedded.inputs(batch.samples(), inputs);
      Map<String, Tensor> ofHead = new HashMap<>();
      destinations.forEach(
          (name, wanted) -> {
            if (isEmbedding(name)) {
              wanted.write(0, inputs.toArray());
            } else {
              ofHead.put(name, wanted);
            }
          });
      if (!ofHead.isEmpty()) {
        head.evaluate(new Batch(embedded, batch.samples(), inputs), ofHead);
      }
    }
  }

  @Override
  public String fingerprint() {
    return MemberTeachers.fingerprint(List.of(encoder, head));
  }

  @Override
  public Map<String, Teacher> parts() {
    return Map.of("head", head);
  }

  @Override
  public void close() {
    MemberTeachers.close(List.of(head, encoder));
  }
}
