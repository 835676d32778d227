/**
 * Annealing distillation: a student that grows into its teacher's logits, small ones first.
 *
 * <p>Jafari, Rezagholizadeh, Sharma and Ghodsi, <i>Annealing Knowledge Distillation</i>, 2021.
 */
package com.acme.annealing;
