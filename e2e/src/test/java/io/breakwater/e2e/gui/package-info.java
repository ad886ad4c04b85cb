/** The pages in a real browser, over a whole Breakwater. */
package io.breakwater.e2e.gui;
