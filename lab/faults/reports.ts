import { rowsOf, textOf } from '../state/row.ts';
import type { Behaviour, Row, ServerState } from '../state/types.ts';
import { changed, type Fault, present } from './fault.ts';
import { inThisOrder, onOneLine } from './said.ts';

function firstReport(state: ServerState): Row {
  return present(rowsOf(state, 'report')[0], 'scheduled report');
}

function mail(behaviour: NonNullable<Behaviour['mail']>) {
  return changed((state) => {
    state.behaviour.mail = { ...state.behaviour.mail, ...behaviour };
  });
}

/** Faults of scheduled reports and of the mail that brings them. */
export const reportFaults: Record<string, Fault> = {
  'report-missing': {
    description: 'a scheduled report was not brought over',
    red: ['reports.configuration'],
    says: onOneLine('missing on new: ', 'Weekly summary'),
    apply: changed((state) => {
      const lost = firstReport(state);
      state.configuration.report = rowsOf(state, 'report').filter((row) => row !== lost);
    }),
  },
  'report-recipients-changed': {
    description: 'a scheduled report goes to one recipient less',
    red: ['reports.configuration'],
    says: onOneLine('different: ', 'rcpt', 'lead@acme.example'),
    apply: changed((state) => {
      const report = firstReport(state);
      report.rcpt = textOf(report, 'rcpt').replace(' lead@acme.example', '');
    }),
  },
  'report-schedule-changed': {
    description: 'a scheduled report is sent in another time zone',
    red: ['reports.configuration'],
    says: onOneLine('different: ', 'timezone', 'Asia/Tokyo'),
    apply: changed((state) => {
      firstReport(state).timezone = 'Asia/Tokyo';
    }),
  },
  'report-widget-changed': {
    description: 'a scheduled report shows fewer errors',
    red: ['reports.configuration'],
    says: onOneLine('different: ', 'widgets.feed.limit'),
    apply: changed((state) => {
      const report = firstReport(state);
      report.widgets = textOf(report, 'widgets').replace('"limit":5', '"limit":3');
    }),
  },
  'mail-lost': {
    description: 'the server takes mails and never delivers them',
    red: ['reports.send'],
    says: /mails with the test report within/,
    apply: mail({ lost: true }),
  },
  'report-mailed-to-list': {
    description: 'a test report goes to the real list, too',
    red: ['reports.send'],
    says: inThisOrder('recipients beside MAIL_TO', 'team@acme.example'),
    apply: mail({ alsoTo: 'team@acme.example lead@acme.example' }),
  },
  'mail-links-old-host': {
    description: 'the links in mails name the old host',
    red: ['reports.send'],
    says: onOneLine('names old.backtrace.test', 'expected new.backtrace.test'),
    apply: mail({ linkHost: 'old.backtrace.test' }),
  },
  'mail-link-dead': {
    description: 'the links in mails lead nowhere',
    red: ['reports.send'],
    says: /is dead: HTTP status 404/,
    apply: mail({ linkPath: '/gone/triage' }),
  },
};
