package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.TargetKind;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.TargetSourceVisitor;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.TeacherOutput;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides of which kind a term's target is, and refuses what its loss cannot compare with. */
final class TargetKinds implements TargetSourceVisitor<TargetKind> {
  private final List<Head> heads;
  private final List<TeacherOutput> teacher;

  TargetKinds(List<Head> heads, List<TeacherOutput> teacher) {
    this.heads = heads;
    this.teacher = teacher;
  }

  /** The kinds of targets that a term's criterion will be given. */
  List<TargetKind> of(Term term) {
    return term.targets().stream().map(source -> of(term, source)).toList();
  }

  private TargetKind of(Term term, TargetSource source) {
    TargetKind available = source.accept(this);
    Criterion loss = term.criterion();
    if (loss.accepts().contains(available)) {
      return available;
    }
    if (source instanceof TargetSource.TeacherHead teacherHead) {
      Optional<TargetKind> labelled = withTruth(head(teacherHead.head()).task(), available);
      if (labelled.isPresent() && loss.accepts().contains(labelled.get())) {
        return labelled.get();
      }
    }
    throw new RetortException(
        ErrorKind.CONFIGURATION,
        "The term '"
            + term.name()
            + "' gives "
            + words(available)
            + " to a loss that compares with "
            + loss.accepts().stream().sorted().map(TargetKinds::words).toList()
            + "; choose another loss for it");
  }

  /** The kind of a teacher's output together with the label, if there is one. */
  private static Optional<TargetKind> withTruth(Task task, TargetKind output) {
    return task.match(
        classes ->
            output == TargetKind.LOGITS
                ? Optional.of(TargetKind.LABELLED_LOGITS)
                : Optional.empty(),
        labels -> Optional.empty(),
        values -> Optional.of(TargetKind.LABELLED_VALUES),
        embedding -> Optional.empty());
  }

  @Override
  public TargetKind labels(TargetSource.Labels source) {
    return head(source.head()).task().labelKind();
  }

  @Override
  public TargetKind teacherHead(TargetSource.TeacherHead source) {
    TargetKind kind = output(source.head(), false).kind();
    return ofHead(head(source.head()), kind);
  }

  @Override
  public TargetKind teacherDecision(TargetSource.TeacherDecision source) {
    if (!(head(source.head()).task() instanceof Task.SingleLabel)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The teacher's most likely class is wanted, but the head '"
              + source.head()
              + "' has no classes; use the teacher's whole output instead");
    }
    output(source.head(), false);
    return TargetKind.CLASSES;
  }

  @Override
  public TargetKind teacherFeature(TargetSource.TeacherFeature source) {
    output(source.tap(), true);
    return TargetKind.FEATURES;
  }

  @Override
  public TargetKind peer(TargetSource.Peer source) {
    return source.kind();
  }

  /** Logits and probabilities of independent labels are of other kinds than those of classes. */
  private static TargetKind ofHead(Head head, TargetKind kind) {
    return head.task()
        .match(classes -> kind, labels -> ofLabels(head, kind), values -> kind, embedding -> kind);
  }

  private static TargetKind ofLabels(Head head, TargetKind kind) {
    return switch (kind) {
      case LOGITS -> TargetKind.MULTI_LABEL_LOGITS;
      case PROBABILITIES -> TargetKind.MULTI_LABEL_PROBABILITIES;
      case LOG_PROBABILITIES ->
          throw new RetortException(
              ErrorKind.CONFIGURATION,
              "The teacher gives logarithms of probabilities for the labels of the head '"
                  + head.name()
                  + "', which no loss compares with; let it give probabilities or logits");
      default -> kind;
    };
  }

  Head head(String name) {
    return heads.stream()
        .filter(head -> head.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RetortException(
                    ErrorKind.CONFIGURATION,
                    "The data has no head '"
                        + name
                        + "'; it has "
                        + heads.stream().map(Head::name).toList()));
  }

  TeacherOutput output(String name, boolean feature) {
    return teacher.stream()
        .filter(output -> output.name().equals(name))
        .filter(output -> feature || output.kind() != TargetKind.FEATURES)
        .findFirst()
        .orElseThrow(
            () ->
                new RetortException(
                    ErrorKind.CONFIGURATION,
                    "The teacher has no "
                        + (feature ? "tap '" : "head '")
                        + name
                        + "'; its outputs are "
                        + teacher.stream().map(TeacherOutput::name).toList()));
  }

  private static String words(TargetKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
