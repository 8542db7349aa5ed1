import { TerraformModule } from 'cdktf';
import type { Construct } from 'constructs';
import type { DarkroomVariables } from './darkroom-variables.ts';

/** The Darkroom module with typed variables and outputs. */
export class Darkroom extends TerraformModule {
  private readonly variables: DarkroomVariables;

  /**
   * `source` as in Terraform's `module` block: a path relative to the synthesised stack, or a registry or git address.
   */
  constructor(scope: Construct, id: string, source: string, variables: DarkroomVariables) {
    // By default cdktf copies a local module into its output: here the whole checkout, including node_modules.
    super(scope, id, { source, skipAssetCreationFromLocalModules: true });
    this.variables = variables;
  }

  /** The bucket's name: put originals under `originals/` in it. */
  get bucketName(): string {
    return this.getString('bucket_name');
  }

  /** The topic of `ready`, `rejected` and `removed` events. */
  get eventsTopicArn(): string {
    return this.getString('events_topic_arn');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.variables };
  }
}
