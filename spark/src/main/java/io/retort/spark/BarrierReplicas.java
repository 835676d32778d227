package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.training.ReplicaGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.BarrierTaskContext;

/**
 * The tasks of a barrier stage as replicas. What one task refuses is passed to all, as the others
 * would otherwise wait for it.
 */
final class BarrierReplicas implements ReplicaGroup {
  private static final byte BYTES = 1;
  private static final byte END = 2;
  private static final byte REFUSAL = 3;

  private final TaskConnections tasks;
  private Optional<RetortException> refusal = Optional.empty();

  private BarrierReplicas(TaskConnections tasks) {
    this.tasks = tasks;
  }

  /**
   * Does in all tasks what they do together.
   *
   * @param context that of this task
   * @param work what to do
   * @return what came of it here
   * @throws RetortException the same in all tasks, if one of them has refused
   * @throws UncheckedIOException if another task was lost, so that Spark starts all of them again
   */
  static <T> T run(BarrierTaskContext context, Function<ReplicaGroup, T> work) {
    try (TaskConnections tasks = TaskConnections.open(context)) {
      BarrierReplicas group = new BarrierReplicas(tasks);
      try {
        T result = work.apply(group);
        group.gather(END, new byte[0]);
        return result;
      } catch (RetortException known) {
        if (group.refusal.isEmpty()) {
          group.gather(
              REFUSAL, (known.kind() + " " + known.getMessage()).getBytes(StandardCharsets.UTF_8));
        }
        throw known;
      }
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }

  @Override
  public int rank() {
    return tasks.rank();
  }

  @Override
  public int size() {
    return tasks.size();
  }

  @Override
  public List<byte[]> allGather(byte[] own) {
    return gather(BYTES, own);
  }

  /** What all tasks have, which must be of the same kind. */
  private List<byte[]> gather(byte kind, byte[] own) {
    List<TaskConnections.Message> all;
    try {
      all = tasks.allGather(new TaskConnections.Message(kind, own));
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
    for (TaskConnections.Message each : all) {
      if (each.kind() == REFUSAL) {
        String said = new String(each.content(), StandardCharsets.UTF_8);
        int space = said.indexOf(' ');
        RetortException first =
            new RetortException(
                ErrorKind.valueOf(said.substring(0, space)), said.substring(space + 1));
        refusal = Optional.of(first);
        throw first;
      }
    }
    for (TaskConnections.Message each : all) {
      if (each.kind() != kind) {
        throw new IllegalStateException("The tasks are not at the same place");
      }
    }
    return all.stream().map(TaskConnections.Message::content).toList();
  }
}
