/** A tiny course of training, and a loss that can be watched. */
package io.retort.core.tests;
