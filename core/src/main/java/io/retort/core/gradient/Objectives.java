package io.retort.core.gradient;

/** The objectives of one step. */
public interface Objectives {

  /**
   * How many there are.
   *
   * @return at least 1
   */
  int count();

  /**
   * The value of one objective.
   *
   * @param objective its index
   * @return the sum of its weighted terms for the batch
   */
  double value(int objective);

  /**
   * The inner products of the objectives' gradients with respect to the parameters that are being
   * trained and that several objectives share (all that are trained, where there is one objective).
   * What belongs to one objective alone cannot be in conflict. All that a combination needs to know
   * of the gradients is in the products: norms and angles. The first call of a step costs a
   * backward pass for each objective instead of one for all.
   *
   * @return the symmetric matrix {@code ∇Lᵢ·∇Lⱼ}, a new array
   */
  double[][] products();
}
