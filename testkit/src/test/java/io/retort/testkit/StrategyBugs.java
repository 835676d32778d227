package io.retort.testkit;

import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Doc;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** A student that learns from labels, a teacher and a peer, as it should and in many wrong ways. */
final class StrategyBugs {
  private static final String PEER = "peer";

  private StrategyBugs() {}

  /** How much the teacher and the peer count beside labels, and how that changes. */
  record Keys(
      @Doc("The weight of teacher and peer.") double weight,
      @Doc("Its factor as training goes on.") Schedule schedule) {}

  static List<PlantedBug> all() {
    return List.of(
        bug(
            "the peer is not detached: its gradient is pushed back into it",
            keys ->
                new Three(keys) {
                  private final Entangled entangled = new Entangled();

                  @Override
                  Loss peerLoss() {
                    return entangled;
                  }

                  @Override
                  Loss labelLossOfPeer(Loss labels) {
                    return entangled.into(labels);
                  }
                },
            "nobodyIsMovedByThoseWhoFollow",
            "A gradient reaches a peer"),
        bug(
            "the teacher's outputs are overwritten",
            keys ->
                new Three(keys) {
                  @Override
                  Loss teacherLoss() {
                    return new Squares() {
                      @Override
                      public double evaluate(Tensor student, Target target, Tensor gradient) {
                        double value = super.evaluate(student, target, gradient);
                        ((Target.Logits) target).values().copyFrom(student);
                        return value;
                      }
                    };
                  }
                },
            "noTermChangesWhatItIsComparedWith",
            "changes its target"),
        bug(
            "the teacher's network is trained beside the student",
            keys ->
                new Three(keys) {
                  @Override
                  NetworkDescription peer(StrategySetting setting) {
                    return TinyLesson.TEACHER;
                  }

                  @Override
                  String peerTap() {
                    return "output";
                  }
                },
            "teacherIsUntouchedAndOnlyAsked",
            "The teacher was run with TRAINING"),
        bug(
            "the teacher's term is dropped by a factor of 0",
            keys ->
                new Three(keys) {
                  @Override
                  Schedule schedule() {
                    return (step, steps) -> 0;
                  }
                },
            "everyTermOfEveryStageCounts",
            "has no gradient"),
        bug(
            "the weight is ignored",
            keys ->
                new Three(keys) {
                  @Override
                  double weight() {
                    return 0.7;
                  }
                },
            "everyVariantTeachesSomethingElse",
            "A key makes no difference"),
        bug(
            "a schedule overwrites the weight",
            keys ->
                new Three(keys) {
                  @Override
                  double weight() {
                    return keys.schedule() == Schedule.CONSTANT ? super.weight() : 1;
                  }
                },
            "schedulesScaleTheConfiguredWeights",
            "The schedule overwrites a configured weight"),
        bug(
            "a schedule is ignored",
            keys ->
                new Three(keys) {
                  @Override
                  Schedule schedule() {
                    return Schedule.CONSTANT;
                  }
                },
            "schedulesScaleTheConfiguredWeights",
            "The schedule has no effect"),
        bug(
            "weights are drawn without the run's seed",
            keys ->
                new Three(keys) {
                  private final double drawn = new Random().nextDouble(0.1, 1);

                  @Override
                  double weight() {
                    return drawn;
                  }
                },
            "oneSeedGivesOneResultAndAnotherSeedAnother",
            "One seed gives two results"),
        bug(
            "every plan has one term more",
            keys ->
                new Three(keys) {
                  private int plans;

                  @Override
                  double weight() {
                    return super.weight() * ++plans;
                  }
                },
            "planningTwiceGivesTheSamePlan",
            "A second plan has other stages or terms"),
        bug(
            "a learner without a term",
            keys ->
                new Three(keys) {
                  @Override
                  Map<String, List<Term>> terms(StrategySetting setting) {
                    Map<String, List<Term>> terms = new HashMap<>(super.terms(setting));
                    terms.remove(PEER);
                    return terms;
                  }
                },
            "everyLearnerMoves",
            "peer does not move"),
        bug(
            "another student is trained than the one that is asked for",
            keys ->
                new Three(keys) {
                  @Override
                  NetworkDescription student(StrategySetting setting) {
                    return NetworkDescription.sequence()
                        .add("hidden", new Layer.Dense(5, ActivationFunction.TANH))
                        .add("fc", new Layer.Dense(3, ActivationFunction.LINEAR))
                        .build();
                  }
                },
            "studentComesBackWithItsOwnNodes",
            "or the student was replaced"),
        bug(
            "logits are compared by a loss of labels",
            keys ->
                new Three(keys) {
                  @Override
                  Loss teacherLoss() {
                    return new Labels();
                  }
                },
            "planFitsStudentDataAndTeacher",
            "gives logits to a loss"));
  }

  /** The contract over the right strategy. */
  static StrategyContract<Keys> right() {
    return contract(Three::new);
  }

  private static PlantedBug bug(
      String bug, Function<Keys, Strategy> strategy, String test, String message) {
    Supplier<StrategyContract<Keys>> contract = () -> contract(strategy);
    return new PlantedBug("Strategy", bug, contract, test, message);
  }

  private static StrategyContract<Keys> contract(Function<Keys, Strategy> strategy) {
    return new StrategyContract<>() {
      @Override
      protected StrategyProvider<Keys> provider() {
        return new Provided(strategy);
      }

      @Override
      protected Keys configuration() {
        return new Keys(0.5, Schedule.CONSTANT);
      }

      @Override
      protected Loss labelLoss() {
        return new Labels();
      }

      @Override
      protected Optional<Keys> scheduled(Schedule schedule) {
        return Optional.of(new Keys(0.5, schedule));
      }

      @Override
      protected List<Keys> variants() {
        return List.of(new Keys(0.25, Schedule.CONSTANT), new Keys(0.5, (step, steps) -> 1 + step));
      }
    };
  }

  private record Provided(Function<Keys, Strategy> strategy) implements StrategyProvider<Keys> {
    @Override
    public String name() {
      return "planted";
    }

    @Override
    public Class<Keys> configuration() {
      return Keys.class;
    }

    @Override
    public Strategy create(Keys configuration, Context context) {
      return strategy.apply(configuration);
    }
  }

  private static class Three implements Strategy {
    private final Keys keys;

    Three(Keys keys) {
      this.keys = keys;
    }

    double weight() {
      return keys.weight();
    }

    Schedule schedule() {
      return keys.schedule();
    }

    Loss teacherLoss() {
      return new Squares();
    }

    Loss peerLoss() {
      return new Squares();
    }

    Loss labelLossOfPeer(Loss labels) {
      return labels;
    }

    NetworkDescription student(StrategySetting setting) {
      return setting.student().description();
    }

    NetworkDescription peer(StrategySetting setting) {
      return setting.student().description();
    }

    String peerTap() {
      return "fc";
    }

    Map<String, List<Term>> terms(StrategySetting setting) {
      TargetSource labels = new TargetSource.Labels("class");
      return Map.of(
          DistillationPlan.STUDENT,
          List.of(
              new Term("labels", setting.labelLoss(), "fc", labels, 1),
              new Term(
                      "teacher",
                      teacherLoss(),
                      "fc",
                      new TargetSource.TeacherHead("class"),
                      weight())
                  .with(schedule()),
              new Term(
                  PEER,
                  peerLoss(),
                  "fc",
                  new TargetSource.Peer(PEER, peerTap(), TargetKind.LOGITS),
                  0.5)),
          PEER,
          List.of(new Term("labels", labelLossOfPeer(setting.labelLoss()), peerTap(), labels, 1)));
    }

    @Override
    public DistillationPlan plan(StrategySetting setting) {
      return new DistillationPlan(
          Map.of(DistillationPlan.STUDENT, student(setting), PEER, peer(setting)),
          List.of(new Stage("train", 1, terms(setting), Map.of())));
    }
  }

  /** Half the squared distance of logits. */
  private static class Squares implements Loss {
    @Override
    public Set<TargetKind> accepts() {
      return Set.of(TargetKind.LOGITS);
    }

    @Override
    public double evaluate(Tensor student, Target target, Tensor gradient) {
      Tensor teacher = ((Target.Logits) target).values();
      int rows = student.shape().extent(0);
      double sum = 0;
      for (int i = 0; i < student.shape().elements(); i++) {
        double distance = student.get(i) - teacher.get(i);
        sum += distance * distance / 2;
        gradient.set(i, (float) (distance / rows));
      }
      return sum / rows;
    }
  }

  /** Cross-entropy. */
  private static final class Labels implements Loss {
    @Override
    public Set<TargetKind> accepts() {
      return Set.of(TargetKind.CLASSES);
    }

    @Override
    public double evaluate(Tensor student, Target target, Tensor gradient) {
      int[] labels = ((Target.Classes) target).labels();
      int classes = student.shape().extent(1);
      double loss = 0;
      for (int row = 0; row < labels.length; row++) {
        double sum = 0;
        for (int i = 0; i < classes; i++) {
          sum += Math.exp(student.get(row * classes + i));
        }
        for (int i = 0; i < classes; i++) {
          double p = Math.exp(student.get(row * classes + i)) / sum;
          loss -= i == labels[row] ? Math.log(p) / labels.length : 0;
          double slope = (p - (i == labels[row] ? 1 : 0)) / labels.length;
          gradient.set(row * classes + i, (float) slope);
        }
      }
      return loss;
    }
  }

  /** A distance that also pulls the peer towards the student, behind the trainer's back. */
  private static final class Entangled extends Squares {
    private float[] pull = new float[0];

    @Override
    public double evaluate(Tensor student, Target target, Tensor gradient) {
      double value = super.evaluate(student, target, gradient);
      pull = gradient.toArray();
      return value;
    }

    Loss into(Loss labels) {
      return new Loss() {
        @Override
        public Set<TargetKind> accepts() {
          return labels.accepts();
        }

        @Override
        public double evaluate(Tensor student, Target target, Tensor gradient) {
          double value = labels.evaluate(student, target, gradient);
          for (int i = 0; i < Math.min(pull.length, student.shape().elements()); i++) {
            gradient.set(i, gradient.get(i) - pull[i]);
          }
          return value;
        }
      };
    }
  }
}
