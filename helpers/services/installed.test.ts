import { describe, expect, it } from 'vitest';
import { installedServices } from './installed.ts';
import { missingServices } from './missing.ts';
import { fileFact, unitFact } from './testing/facts.ts';

const directory = (path: string) => fileFact(path, { kind: 'directory' });
const off = { file: 'disabled', active: 'inactive', sub: 'dead' };

describe('the installed services', () => {
  it('are those of all sources, each once under one name', () => {
    const { services, disagreements } = installedServices({
      config: [{ name: 'workflows', endpoint: '/api/workflows' }],
      layer: [{ name: 'backtrace-workflows' }],
      units: [unitFact('backtrace-workflows.service'), unitFact('backtrace-workflows.timer')],
      files: [directory('/etc/backtrace'), directory('/etc/backtrace/workflows')],
    });
    expect(services).toEqual([
      {
        name: 'workflows',
        namedBy: ['/api/config', 'the service layer', 'a unit', 'a directory'],
        endpoint: '/api/workflows',
        directories: ['/etc/backtrace/workflows'],
        units: [unitFact('backtrace-workflows.service'), unitFact('backtrace-workflows.timer')],
      },
    ]);
    expect(disagreements).toEqual([]);
  });

  it('are told where the sources disagree, of those that were asked', () => {
    const config = [{ name: 'alerts', endpoint: '/api/alerts' }];
    expect(installedServices({ config, units: [], files: [] }).disagreements).toEqual([
      'alerts: named by /api/config, not by a unit, a directory',
    ]);
    expect(installedServices({ config }).disagreements).toEqual([]);
  });

  it('are neither parts of the server itself, nor units that others only refer to, nor slices', () => {
    const units = [
      unitFact('backtrace-proxy.service'),
      unitFact('backtrace-nginx.service'),
      unitFact('backtrace-gone.service', { load: 'not-found' }),
      unitFact('backtrace-all.slice'),
    ];
    expect(installedServices({ units, files: [directory('/etc/backtrace/proxy')] })).toEqual({
      services: [],
      disagreements: [],
    });
  });

  it('are not what a directory was left over from, nor what is switched off, and that is told', () => {
    const units = [unitFact('backtrace-old.service', off)];
    const found = installedServices({ config: [], units, files: [directory('/etc/backtrace/gone')] });
    expect(found.services).toEqual([]);
    expect(found.disagreements).toEqual([
      'gone: named by a directory, not by /api/config, a unit: taken for left over',
      'old: named by a unit, not by /api/config, a directory: its unit is disabled and does not run, taken for switched off',
    ]);
  });

  it('are also those whose unit is off where the server still names them', () => {
    const config = [{ name: 'alerts', endpoint: '/api/alerts' }];
    const { services } = installedServices({ config, units: [unitFact('backtrace-alerts.service', off)] });
    expect(services.map(({ name }) => name)).toEqual(['alerts']);
  });

  it('are also those whose unit was enabled and never started, not those that only could be', () => {
    const unitFiles = [
      { name: 'backtrace-alerts.service', state: 'enabled' },
      { name: 'backtrace-similarity.service', state: 'disabled' },
      { name: 'backtrace-job@.service', state: 'enabled' },
      { name: 'backtrace-helper.service', state: 'static' },
    ];
    const { services, disagreements } = installedServices({ config: [], units: [], unitFiles });
    expect(services).toMatchObject([
      {
        name: 'alerts',
        namedBy: ['a unit'],
        units: [{ name: 'backtrace-alerts.service', load: 'not loaded', active: 'inactive' }],
      },
    ]);
    expect(disagreements.join()).toContain('similarity: named by a unit');
    expect(disagreements.join()).not.toMatch(/job|helper/);
  });

  it('find the configuration of saml where the docs have it', () => {
    const file = fileFact('/opt/backtrace/backtrace-saml/saml.json');
    const { services } = installedServices({ units: [unitFact('backtrace-saml.service')], files: [file] });
    expect(services[0]).toMatchObject({ name: 'saml', directories: ['/opt/backtrace/backtrace-saml'] });
  });
});

it('a service of the old host that the new one has not is missing', () => {
  const old = {
    units: [unitFact('backtrace-alerts.service'), unitFact('backtrace-saml.service')],
    unitFiles: [],
    files: [],
  };
  expect(missingServices(old, [{ name: 'saml' }])).toEqual([
    'missing on new: service alerts, which the old host has by a unit',
  ]);
});
