package io.retort.teachers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.Head;
import io.retort.core.data.TrainingData;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Node;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.core.training.TrainingSettings;
import io.retort.teachers.LinearTeacherSettings;
import io.retort.teachers.NetworkTeacherSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Trains the teacher {@code linear}: a network that has one layer for each head. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class LinearTeacherProvider implements TeacherProvider<LinearTeacherSettings> {
  private static final String FLAT = "values";

  private final NetworkTeacherProvider networks = new NetworkTeacherProvider();

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public Class<LinearTeacherSettings> configuration() {
    return LinearTeacherSettings.class;
  }

  @Override
  public Optional<List<TeacherOutput>> preview(
      LinearTeacherSettings settings, TeacherContext context) {
    return networks.preview(network(settings, context.data()), context);
  }

  @Override
  public Teacher create(LinearTeacherSettings settings, TeacherContext context) {
    return networks.create(network(settings, context.data()), context);
  }

  private static NetworkTeacherSettings network(LinearTeacherSettings settings, TrainingData data) {
    NetworkTeacherProvider.requireHeads(data);
    List<Head> heads = data.heads();
    List<Node> nodes = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    nodes.add(new Node(FLAT, new Layer.Flatten(), List.of(NetworkDescription.INPUT)));
    for (Head head : heads) {
      // The only output is found whatever it is called.
      String name = heads.size() == 1 ? "logits" : head.name();
      Layer layer = new Layer.Dense(head.task().outputs(), ActivationFunction.LINEAR);
      nodes.add(new Node(name, layer, List.of(FLAT)));
      outputs.add(name);
    }
    return new NetworkTeacherSettings(
        new NetworkDescription(nodes, outputs),
        TrainingSettings.builder(settings.optimizer(), settings.loss())
            .epochs(settings.epochs())
            .batch(settings.batch())
            .l2(settings.l2())
            .build());
  }
}
