/** The activities: one interface per outside system, one method per step. */
package io.breakwater.step;
