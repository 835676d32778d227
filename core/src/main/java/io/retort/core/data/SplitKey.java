package io.retort.core.data;

import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * By what a run divides samples into parts for training, validation and test, where samples drawn
 * one by one would tell of each other: a model that has seen a patient's first measurement would be
 * tested with the second.
 */
public sealed interface SplitKey {

  /**
   * Where the keys come from, as the first words of a message.
   *
   * @return such as {@code people.csv, column 'patient'}
   */
  String source();

  /**
   * The keys of some samples.
   *
   * @param members gives the index of the sample that has a place in a new list
   * @return their keys, by their places there
   */
  SplitKey of(IntUnaryOperator members);

  /**
   * Chooses by the kind of the keys.
   *
   * @param groups for groups
   * @param times for times
   * @return what the function for these keys gives
   */
  <R> R match(
      Function<? super Groups, ? extends R> groups, Function<? super Times, ? extends R> times);

  /**
   * Samples of one group are all in the same part. Which groups are in it is drawn.
   *
   * @param source where the groups come from
   * @param group the name of a sample's group, never null
   */
  record Groups(String source, IntFunction<String> group) implements SplitKey {

    @Override
    public Groups of(IntUnaryOperator members) {
      return new Groups(source, sample -> group.apply(members.applyAsInt(sample)));
    }

    @Override
    public <R> R match(
        Function<? super Groups, ? extends R> groups, Function<? super Times, ? extends R> times) {
      return groups.apply(this);
    }
  }

  /**
   * The latest samples are for the test and those before them for validation. Samples of the same
   * time are all in the same part.
   *
   * @param source where the times come from
   * @param time when a sample was taken, in any unit: a finite number, larger for later ones
   */
  record Times(String source, IntToDoubleFunction time) implements SplitKey {

    @Override
    public Times of(IntUnaryOperator members) {
      return new Times(source, sample -> time.applyAsDouble(members.applyAsInt(sample)));
    }

    @Override
    public <R> R match(
        Function<? super Groups, ? extends R> groups, Function<? super Times, ? extends R> times) {
      return times.apply(this);
    }
  }
}
