/** The distillation strategies that ship with Retort. */
package io.retort.strategies;
