import type { Words } from './words.ts';

const ENGLISH = `Huawu contact center server

  ./huawu start [FILE]              start; without FILE with the sample company (config/sample/huawu.yaml)
  ./huawu demo                      recorded calls through the real server, live transcript, alerts, a score
  ./huawu doctor                    what is installed and free here, with the mend for what is not
  ./huawu config check [FILE]       check a configuration, its flows, rules and prompts
  ./huawu flow check [FILE…]        check call flows; --config FILE with its queues, skills and prompts
  ./huawu flow run FILE             walk a flow in the terminal, or by a script from standard input, on a virtual clock
  ./huawu flow test FILE…           test cases of flows: given keys, words, time, expected path (docs/flow-tools.md)
  ./huawu flow draw FILE [-o SVG]   draw a flow as a picture
  ./huawu rules check [FILE…]       check rules for live compliance; --config FILE with its queues, agents, hooks, templates
  ./huawu rules test FILE…          test cases of rules: transcripts with expected verdicts (docs/rules-tools.md); --json
  ./huawu rules back-test FILE      judge stored calls by changed rules: which verdicts change, with evidence; --against FILE
                                    --since DAY --until DAY --queue ID --agent ID --limit N --config FILE --json
  ./huawu tickets try FILE…         what clocks and rules of tickets would do with a ticket, also as time passes (docs/tickets.md); --config FILE --json
  ./huawu analyse                   delete what is derived from ended calls and make it again from recordings and transcripts (docs/analyse.md)
                                    --call ID (may repeat) --since DAY --until DAY --queue ID --agent ID --fresh --no-agitation --transcribe --engine ID --config FILE --json
  ./huawu evaluate MANIFEST         how well and how fast recordings are recognised (docs/evaluate.md); --models DIR --model NAME --engine ID
                                    --codec alaw|ulaw|none --loss % --burst N --jitter MS --seed N --speed N --speech zh|en --html FILE --json
  ./huawu user list                 who may sign in
  ./huawu user add LOGIN            make a person; --name NAME --role ROLE --agent AGENT --team TEAM (may repeat) --language zh|en
  ./huawu user reset LOGIN          set a new password; ends the person's sessions
  ./huawu user disable LOGIN        no more sign-in; ends the person's sessions (user enable LOGIN takes it back)
  ./huawu staff --calls N --handle S  how many agents for N calls an hour of S seconds each; --level 80/20 --wait S
                                    --patience S --abandoned % --occupancy % --shrinkage % --agents N --json
  ./huawu routing replay            decide a recorded day again and compare; --day 2026-01-05 (else the latest) --config FILE --json
  ./huawu routing what-if -c FILE   the same day with the agents and queues of FILE: waits, service level, occupancy; --day --json
  ./huawu models list               speech models that can be had and those that are here (docs/models.md); --folder DIR --json
  ./huawu models pull NAME          download, check, unpack; goes on where it stopped; --mirror URL, --table FILE --table-key PEM
  ./huawu models verify [NAME]      compare the files of models with what was installed
  ./huawu models remove NAME        delete a model
  ./huawu models import ARCHIVE     a model from a zip file of this machine; --name NAME --sha256 SUM
  ./huawu recogniser                this machine's recognition for other servers, gRPC (docs/recognisers.md); --port 50051 --host
                                    --models DIR --processes --streams --tls-cert --tls-key --tls-client-ca --drain-seconds
  ./huawu agitation train MANIFEST  weights from your labelled calls, with held-out figures (docs/agitation.md); --out FILE --baseline S --json
  ./huawu agitation measure WAV     the curve of a recording, voice only; --weights FILE --baseline S --json
  ./huawu help                      this text

Roles: agent, supervisor, reviewer, administrator. A password is asked for at a terminal, else made and printed;
--generate always makes one, --password-stdin reads one line. doctor and user list know --json.
analyse, evaluate, flow, rules, staff, tickets and routing speak the language of the terminal (LC_ALL, LC_MESSAGES, LANG), or of --language zh|en.
doctor and user take --config FILE. They work while the server runs, and while it does not.
Environment: HUAWU_SIP_PORT, HUAWU_HTTP_PORT, HUAWU_HTTPS_PORT, HUAWU_DATA, HUAWU_RTP_PORTS, HUAWU_MODELS, DATABASE_URL, REDIS_URL, DRACHTIO_URL.
Status: 0 done, 1 failed, 2 not understood.
`;

const CHINESE = `话务(Huawu)呼叫中心服务器

  ./huawu start [配置文件]          启动;不写文件时使用示例公司(config/sample/huawu.yaml)
  ./huawu demo                      用真实服务器播放录音通话:实时转写、告警、评分
  ./huawu doctor                    检查本机已安装什么、端口是否空闲,并说明如何修复
  ./huawu config check [配置文件]   检查配置、流程、规则和提示音
  ./huawu flow check [文件…]        检查呼叫流程;--config 文件 同时检查队列、技能和提示音
  ./huawu flow run 文件             在终端(或用标准输入的脚本)以虚拟时钟走一遍流程
  ./huawu flow test 文件…           运行流程测试用例:给定按键、语音、时间,期望路径(docs/flow-tools.md)
  ./huawu flow draw 文件 [-o SVG]   把流程画成图
  ./huawu rules check [文件…]       检查实时质检规则;--config 文件 同时检查队列、坐席、通知和工单模板
  ./huawu rules test 文件…          运行规则测试用例:给定对话文本,期望结果(docs/rules-tools.md);--json
  ./huawu rules back-test 文件      用改动后的规则重判已存通话:哪些结果改变及证据;--against 文件
                                    --since 日期 --until 日期 --queue 队列 --agent 坐席 --limit 通话数 --config 文件 --json
  ./huawu tickets try 文件…         试算工单的时限和规则:新建后及随时间推移会发生什么(docs/tickets.md);--config 文件 --json
  ./huawu analyse                   删除由已结束通话得出的数据,并由录音和文字重新生成(docs/analyse.md)
                                    --call 编号(可重复)--since 日期 --until 日期 --queue 队列 --agent 坐席 --fresh --no-agitation --transcribe --engine 引擎 --config 文件 --json
  ./huawu evaluate 清单文件         评测录音的识别准确率和速度(docs/evaluate.md);--models 目录 --model 名称 --engine 引擎
                                    --codec alaw|ulaw|none --loss % --burst N --jitter 毫秒 --seed N --speed N --speech zh|en --html 文件 --json
  ./huawu user list                 列出可登录的人员
  ./huawu user add 登录名           新建人员;--name 姓名 --role 角色 --agent 坐席 --team 班组(可重复)--language zh|en
  ./huawu user reset 登录名         设置新密码,并结束其所有会话
  ./huawu user disable 登录名       停用并结束其所有会话(user enable 恢复)
  ./huawu staff --calls N --handle S  每小时 N 通、每通 S 秒需要多少坐席;--level 80/20 --wait 秒 --patience 秒
                                    --abandoned % --occupancy % --shrinkage % --agents N --json
  ./huawu routing replay            重放某天的路由决策并比对;--day 2026-01-05(默认最近一天)--config 配置文件 --json
  ./huawu routing what-if -c 文件   用该文件的坐席和队列重演同一天:等待、服务水平、占用率;--day --json
  ./huawu models list               可下载的和已安装的语音模型(docs/models.md);--folder 目录 --json
  ./huawu models pull 名称          下载、校验、解压,可断点续传;--mirror 地址,--table 文件 --table-key PEM
  ./huawu models verify [名称]      核对已安装模型的文件
  ./huawu models remove 名称        删除模型
  ./huawu models import 压缩包      从本机 zip 文件安装模型;--name 名称 --sha256 校验和
  ./huawu recogniser                把本机识别能力以 gRPC 提供给其他服务器(docs/recognisers.md);--port 50051 --host
                                    --models 目录 --processes --streams --tls-cert --tls-key --tls-client-ca --drain-seconds
  ./huawu agitation train 清单文件  用自己标注的通话训练情绪激动权重,并给出留出数据上的指标(docs/agitation.md);--out 文件 --baseline 秒 --json
  ./huawu agitation measure 录音    一段录音的情绪激动曲线(仅语音);--weights 文件 --baseline 秒 --json
  ./huawu help                      本说明

角色:agent 坐席、supervisor 班长、reviewer 质检、administrator 管理员。在终端中会询问密码,否则自动生成并显示;
--generate 总是自动生成,--password-stdin 从标准输入读取一行。doctor 和 user list 支持 --json。
analyse、evaluate、flow、rules、staff、tickets、routing 使用终端的语言(LC_ALL、LC_MESSAGES、LANG),也可用 --language zh|en 指定。
doctor 和 user 可用 --config 指定配置文件;无论服务器是否在运行都可使用。
环境变量:HUAWU_SIP_PORT、HUAWU_HTTP_PORT、HUAWU_HTTPS_PORT、HUAWU_DATA、HUAWU_RTP_PORTS、HUAWU_MODELS、DATABASE_URL、REDIS_URL、DRACHTIO_URL。
退出码:0 完成,1 失败,2 无法理解。
`;

export const usage = (words: Words) => words(ENGLISH, CHINESE);
