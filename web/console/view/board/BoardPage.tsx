import { useEffect } from 'preact/hooks';
import { boardDays } from '../../../../src/http/api/wireBoard.ts';
import { boardStore, readBoard, readBoardMail, saveBoard, setBoardMail } from '../../actions/board.ts';
import type { BoardScope } from '../../model/board.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { Fault } from '../Fault.tsx';
import { nameOfAccount, nameOfAgent, nameOfDepartment } from '../names.ts';
import { SkeletonRows } from '../Skeleton.tsx';
import { BoardRatings } from './BoardRatings.tsx';
import { AgentTable, LineTable } from './BoardTables.tsx';
import { BoardTiles } from './BoardTiles.tsx';

/** Milliseconds after which the numbers of an open board are counted again. */
const freshMs = 30_000;
/** Pixels of an outline, until the numbers are there. */
const rowHeight = 56;

/** The supervisor's board: deadlines now, load, answers against the protocol, and what citizens thought of them. */
export function BoardPage() {
  const strings = useStrings();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const { scope, board, fault } = useStore(boardStore, (value) => value);
  useEffect(() => {
    void readBoard({});
    void readBoardMail();
    const timer = setInterval(() => document.visibilityState === 'visible' && void readBoard({}), freshMs);
    return () => clearInterval(timer);
  }, []);
  const { board: boardStrings } = strings;
  return (
    <section class="page board" aria-busy={board === null && fault === null}>
      <header>
        <h1>{boardStrings.title}</h1>
        <div class="headtools">
          <MailPick />
          <button type="button" onClick={() => void saveBoard()}>
            {boardStrings.download}
          </button>
        </div>
      </header>
      <p class="hint">{boardStrings.hint}</p>
      <BoardScopePicks scope={scope} />
      <Fault text={fault} />
      {board === null && fault === null && <SkeletonRows count={8} height={rowHeight} />}
      {board !== null && (
        <>
          <BoardTiles board={board} scope={scope} />
          <BoardRatings board={board} scope={scope} />
          <LineTable
            title={boardStrings.ofDepartments}
            of={strings.department}
            lines={board.departments}
            nameOf={(id) => nameOfDepartment(setting, id, locale)}
            filterOf={(id) => ({ department: id })}
            scope={scope}
          />
          <LineTable
            title={boardStrings.ofAccounts}
            of={strings.channel}
            lines={board.accounts}
            nameOf={(id) => nameOfAccount(setting, id)}
            filterOf={(id) => ({ account: id })}
            scope={scope}
          />
          <AgentTable
            board={board}
            nameOf={(id) => (id === 'nobody' ? strings.nobody : nameOfAgent(setting, id))}
            scope={scope}
          />
        </>
      )}
    </section>
  );
}

/** How often the figures come by e-mail, where e-mails can be sent. */
function MailPick() {
  const strings = useStrings();
  const mail = useStore(boardStore, (value) => value.mail);
  const { mail: label, mails } = strings.board;
  if (mail === null || !mail.isPossible) return null;
  return (
    <select
      aria-label={label}
      value={mail.pace ?? 'never'}
      onChange={({ currentTarget: { value } }) =>
        void setBoardMail(value === 'weekly' || value === 'monthly' ? value : null)
      }
    >
      {(['never', 'weekly', 'monthly'] as const).map((pace) => (
        <option key={pace} value={pace}>
          {mails[pace]}
        </option>
      ))}
    </select>
  );
}

function BoardScopePicks({ scope }: { readonly scope: BoardScope }) {
  const strings = useStrings();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const { board: boardStrings } = strings;
  return (
    <fieldset class="scope" aria-label={strings.filters}>
      <select
        aria-label={boardStrings.period}
        value={String(scope.days)}
        onChange={({ currentTarget }) => void readBoard({ days: Number(currentTarget.value) })}
      >
        {boardDays.map((days) => (
          <option key={days} value={String(days)}>
            {boardStrings.days[days]}
          </option>
        ))}
      </select>
      <select
        aria-label={strings.department}
        value={scope.department}
        onChange={({ currentTarget }) => void readBoard({ department: currentTarget.value })}
      >
        <option value="">{strings.anyDepartment}</option>
        {(setting?.departments ?? []).map(({ id, name }) => (
          <option key={id} value={id}>
            {name[locale]}
          </option>
        ))}
      </select>
      <select
        aria-label={strings.channel}
        value={scope.account}
        onChange={({ currentTarget }) => void readBoard({ account: currentTarget.value })}
      >
        <option value="">{strings.anyChannel}</option>
        {(setting?.accounts ?? []).map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </fieldset>
  );
}
