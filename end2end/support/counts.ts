import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Prints the closing line that .ci/run adds up. */
export default class Counts implements Reporter {
  private readonly last = new Map<string, string>();

  onTestEnd(test: TestCase, result: TestResult): void {
    this.last.set(test.id, result.status);
  }

  onEnd(result: FullResult): void {
    const outcomes = [...this.last.values()];
    const passed = outcomes.filter((status) => status === 'passed').length;
    const skipped = outcomes.filter((status) => status === 'skipped').length;
    // A run that broke down before its first test is a failure, too.
    const failed = outcomes.length - passed - skipped || (result.status === 'passed' ? 0 : 1);
    console.log(`browser: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
}
