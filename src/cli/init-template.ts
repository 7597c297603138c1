/** What `planwatch init` writes. Every setting stands with its default; only `sources` must be filled. */
export const CONFIG_TEMPLATE = `# planwatch: which published plans to watch, and how. Paths are relative to this file.
# Unknown keys are errors, so a misspelt setting is never silently ignored.

timezone: Asia/Shanghai            # of the schedule, and of the days in reports

schedule:
  check: "17 8 * * *"              # five-field cron; choose a minute off the full hour
  report: "30 8 * * 1"             # the periodic summary, Mondays 08:30

store:
  dir: snapshots                   # everything that was served and found; keep it in git or in a backup

report:
  dir: reports
  when: changes                    # after a run: always | changes | never
  locale: zh-CN                    # zh-CN | en
  formats: [pdf, html]             # pdf | html | md | json
  paper: A4                        # A4 | Letter
  templates: null                  # a folder whose files replace those in templates/ by name

network:
  userAgent: "planwatch/1.0 (+mailto:you@example.org)"   # say who you are and how to reach you
  timeoutMs: 30000
  maxBytes: 104857600              # per file, after decompression
  concurrency: 8                   # sources at once
  perHost: { concurrency: 1, delayMs: 1000 }
  retries: 2
  robots: true                     # honour robots.txt
  allow: []                        # hosts that may be private or loopback, exactly as named
  insecureTls: []                  # hosts whose certificate is not verified; printed in every report
  proxy: null                      # http://host:port, or env for HTTP_PROXY, HTTPS_PROXY and NO_PROXY

browser: { executable: null, sandbox: auto }

sources: []
#  - id: some-district-outline     # a-z, 0-9 and hyphens; names the folder in the store
#    title: 某区第十四个五年规划纲要
#    url: https://www.example.gov.cn/ghjh/202104/t20210409_1.html   # leave out for copies you import by hand
#    jurisdiction: 某市某区
#    jurisdictionCode: "500107"    # GB/T 2260, where known
#    kind: outline                 # work-report | outline | special-plan | plan-report | bulletin | notice | review | listing
#    period: 2021-2025
#    family: some-district-14fyp   # documents compared with one another; default: jurisdiction and period
#    selector: null                # CSS selector of the main text, where planwatch does not find it by itself
#    fetch: auto                   # auto | http | browser

deliver: []
#  - { type: mail, host: smtp.example.org, port: 587, from: planwatch@example.org, to: [desk@example.org], userEnv: SMTP_USER, passwordEnv: SMTP_PASSWORD }
#  - { type: wecom, urlEnv: WECOM_ROBOT_URL }

concepts: []                       # additions to the catalogue of indicators
`;
