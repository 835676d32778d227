/** Tests that a plugin inherits to prove that it keeps its contract. */
package io.retort.testkit;
