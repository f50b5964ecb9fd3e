import { useTranslations } from "next-intl";
import { CopyButton } from "./copy-button.tsx";
import { instructions } from "./gpt-instructions.ts";
import { findObstacle } from "./obstacle.ts";
import { ObstacleWarning } from "./obstacle-warning.tsx";
import { Step } from "./step.tsx";
import { ValueRow, WordRow } from "./value-row.tsx";

export interface GptSetupProps {
  readonly appUrl: string;
  readonly endpoint: string;
  readonly gptAppId: string;
  /** How many operations the schema offers. */
  readonly operationCount: number;
  /** Whether people sign in with the bundled identity server. */
  readonly isEmbedded: boolean;
}

/** Everything to copy when configuring a GPT, in the order of the GPT editor. */
export function GptSetup({ appUrl, endpoint, gptAppId, operationCount, isEmbedded }: GptSetupProps) {
  const t = useTranslations();
  const obstacle = findObstacle(appUrl, endpoint);
  return (
    <>
      <p className="who">
        OpenAI has closed the making of new GPTs to personal plans: existing GPTs and business plans still take actions
        like these. Copy the values into the GPT editor, under <em>Configure › Actions</em>.
      </p>
      {/* Only actions require both to share a root domain; the rest is covered above. */}
      {obstacle?.kind === "apart" && <ObstacleWarning obstacle={obstacle} />}
      <Step
        number={1}
        why={
          <p>
            Choose <em>Import from URL</em>. It names {operationCount} operations; ChatGPT lists them below the field.
          </p>
        }
      >
        <dl>
          <ValueRow label="Schema URL" value={`${appUrl}/openapi.yaml`} />
        </dl>
      </Step>

      <Step
        number={2}
        why={
          <>
            <p>
              Keep <code>?prompt=consent</code>. Without it Logto drops <code>offline_access</code>, and signing out of
              this page would sign your GPT out as well.
            </p>
            <p>
              Also switch on <em>Always issue refresh token</em> in the Logto application.
            </p>
          </>
        }
      >
        <dl>
          <ValueRow label="Client ID" value={gptAppId} />
          <WordRow label="Client secret">
            {isEmbedded ? (
              <>
                Printed by <code>npm start</code>, never shown here.
              </>
            ) : (
              <>
                Shown by Logto, or by <code>npm run setup:logto -- --show-secrets</code>; never kept here.
              </>
            )}
          </WordRow>
          <ValueRow label="Authorization URL" value={`${endpoint}/oidc/auth?prompt=consent`} strong="?prompt=consent" />
          <ValueRow label="Token URL" value={`${endpoint}/oidc/token`} />
          <ValueRow label="Scope" value="openid offline_access" />
          <WordRow label="Token exchange">Default (POST request)</WordRow>
        </dl>
      </Step>

      <Step
        number={3}
        why={
          <p>
            The editor shows your GPT’s own address after the first save. It can change when you save again: look once
            more before you share the GPT. <code>npm run setup:logto -- --gpt-callback …</code> registers it.
          </p>
        }
      >
        <dl>
          <ValueRow label="Callback" value="https://chatgpt.com/aip/g-YOUR-GPT/oauth/callback" />
          <ValueRow label="Older callback" value="https://chat.openai.com/aip/g-YOUR-GPT/oauth/callback" />
        </dl>
      </Step>

      <Step
        number={4}
        why={
          <>
            <p>Without the privacy address ChatGPT does not let the actions run.</p>
            <p>
              The instructions go into <em>Configure › Instructions</em>.
            </p>
          </>
        }
      >
        <dl>
          <ValueRow label="Privacy policy" value={`${appUrl}/privacy`} />
        </dl>
        <pre className="paste">{instructions}</pre>
        <CopyButton value={instructions} what={t("connect.theInstructions")} isNamed />
      </Step>

      <Step number={5} why={<p>You sign in there once, with the account you use here. Then both see one agenda.</p>}>
        <p className="try">
          Ask your GPT: <q>What is on my agenda today?</q> Then let it add something, with this agenda open beside it.
        </p>
      </Step>
    </>
  );
}
