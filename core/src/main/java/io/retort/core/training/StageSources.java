package io.retort.core.training;

import io.retort.core.strategy.Stage;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the terms of a stage look at.
 *
 * @param teacher outputs of the teacher, by name
 * @param peers outputs of other learners
 * @param learners the learners that are trained, and those that they look at
 */
record StageSources(Set<String> teacher, Set<TargetSource.Peer> peers, Set<String> learners) {

  static StageSources of(Stage stage) {
    Set<String> teacher = new TreeSet<>();
    Set<TargetSource.Peer> peers = new HashSet<>();
    Set<String> learners = new TreeSet<>(stage.terms().keySet());
    for (List<Term> terms : stage.terms().values()) {
      for (Term term : terms) {
        for (TargetSource target : term.targets()) {
          target.accept(new TeacherOutputName()).ifPresent(teacher::add);
          target
              .accept(new PeerOfTarget())
              .ifPresent(
                  peer -> {
                    peers.add(peer);
                    learners.add(peer.learner());
                  });
        }
      }
    }
    return new StageSources(teacher, peers, learners);
  }

  /** The same with other outputs of the teacher. */
  StageSources withTeacher(Set<String> outputs) {
    return new StageSources(outputs, peers, learners);
  }
}
