#include "ui/commands/runbook_form.h"

#include "core/console/on_answer.h"
#include "ui/commands/command_draft.h"
#include "ui/commands/dispatch_presenter.h"
#include "ui/commands/parameter_form.h"
#include "ui/commands/risk_card.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/cluster_status.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/scroll_page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLabelWidth = 96;

// A query is one long word; it may go on in the next line after a part of it.
QString breakable(QString query)
{
    return query.replace(u")."_s, u").\u200b"_s);
}

QString stepLine(const RunbookStep &step, qsizetype number)
{
    QString line = u"%1. %2"_s.arg(number).arg(toText(step.action));
    const QString target = toText(step.ns.empty() ? step.target : step.ns + '/' + step.target);
    for (const QString &part : {toText(step.kind), target}) {
        if (!part.isEmpty())
            line += u' ' + part;
    }
    if (!step.when.empty())
        line += u' ' + RunbookForm::tr("when %1", "a condition").arg(breakable(toText(step.when)));
    if (step.continueOnFailure)
        line += u' ' + RunbookForm::tr("(goes on when it fails)");
    return line;
}

} // namespace

RunbookForm::RunbookForm(const CommandsServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_estate(services.estate.estate())
    , m_panel(new Panel(tr("Runbook")))
    , m_description(new QLabel)
    , m_cluster(new QComboBox)
    , m_parameters(new ParameterForm(kLabelWidth))
    , m_steps(new QLabel)
    , m_gate(new Banner)
    , m_card(new RiskCard)
    , m_run(new QPushButton(tr("Run")))
    , m_edit(new QPushButton(tr("Edit")))
    , m_remove(new QPushButton(tr("Remove")))
{
    setObjectName(u"runbookForm"_s);
    build();
    connect(m_cluster, &QComboBox::currentIndexChanged, this, &RunbookForm::showGate);
    connect(m_parameters, &ParameterForm::changed, this, &RunbookForm::showGate);
    connect(m_parameters, &ParameterForm::entered, this, &RunbookForm::run);
    connect(m_run, &QPushButton::clicked, this, &RunbookForm::run);
    connect(m_edit, &QPushButton::clicked, this, &RunbookForm::editRequested);
    connect(m_remove, &QPushButton::clicked, this, &RunbookForm::removeRequested);
    connect(m_card, &RiskCard::confirmed, this, &RunbookForm::start);
    connect(m_card, &RiskCard::closed, this, &RunbookForm::showGate);
    showEstate();
}

void RunbookForm::build()
{
    for (QLabel *label : {m_description, m_steps}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_description->setProperty("tone", u"muted"_s);
    m_steps->setFont(monospaceFont());
    m_steps->setAccessibleName(tr("Steps"));
    m_cluster->setObjectName(u"runbookCluster"_s);
    m_cluster->setAccessibleName(tr("Cluster"));
    m_cluster->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_cluster->setMinimumContentsLength(10);
    m_cluster->setPlaceholderText(tr("Choose a cluster"));
    m_run->setObjectName(u"runRunbook"_s);
    m_run->setProperty("role", u"primary"_s);
    m_edit->setObjectName(u"editRunbook"_s);
    m_remove->setObjectName(u"removeRunbook"_s);
    m_remove->setProperty("role", u"danger"_s);
    auto *label = new QLabel(tr("Cluster"));
    label->setProperty("tone", u"muted"_s);
    label->setFixedWidth(kLabelWidth);
    auto *where = new QHBoxLayout;
    where->setSpacing(8);
    where->addWidget(label);
    where->addWidget(m_cluster, 1);
    auto *fields = new QWidget;
    auto *rows = new QVBoxLayout(fields);
    rows->setContentsMargins(12, 10, 12, 10);
    rows->setSpacing(8);
    rows->addWidget(m_description);
    rows->addLayout(where);
    rows->addWidget(m_parameters);
    rows->addWidget(m_steps);
    QScrollArea *scroll = newScrollPage(fields);
    scroll->setObjectName(u"runbookScroll"_s);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_run);
    buttons->addWidget(m_edit);
    buttons->addStretch(1);
    buttons->addWidget(m_remove);
    auto *foot = new QWidget;
    auto *footRows = new QVBoxLayout(foot);
    footRows->setContentsMargins(12, 4, 12, 12);
    footRows->setSpacing(8);
    footRows->addWidget(m_gate);
    footRows->addWidget(m_card);
    footRows->addLayout(buttons);
    auto *content = new QWidget;
    auto *all = new QVBoxLayout(content);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(scroll, 1);
    all->addWidget(foot);
    m_panel->setContent(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_panel);
}

void RunbookForm::setRunbook(const std::optional<Runbook> &runbook)
{
    const bool isSame = runbook && m_runbook && runbook->id == m_runbook->id
        && runbook->version == m_runbook->version;
    if (isSame)
        return;
    m_card->closeCard();
    m_runbook = runbook;
    m_panel->setTitle(runbook ? toText(runbook->name) : tr("Runbook"));
    m_panel->setTrailing(runbook
            ? tr("version %1, by %2").arg(runbook->version).arg(toText(runbook->updatedBy))
            : QString());
    m_description->setText(runbook ? toText(runbook->description) : QString());
    m_description->setVisible(!m_description->text().isEmpty());
    std::vector<console::ActionView::Parameter> parameters;
    ParameterForm::Values values;
    if (runbook) {
        for (const RunbookParameter &parameter : runbook->parameters) {
            parameters.push_back({.name = toText(parameter.name),
                .isRequired = parameter.isRequired,
                .help = toText(parameter.help)});
            values.emplace_back(toText(parameter.name), toText(parameter.value));
        }
    }
    m_parameters->setParameters(parameters);
    m_parameters->setValues(values);
    showSteps();
    showGate();
}

void RunbookForm::showSteps()
{
    QStringList lines;
    if (m_runbook) {
        for (const RunbookStep &step : m_runbook->steps)
            lines += stepLine(step, lines.size() + 1);
    }
    m_steps->setText(lines.join(u'\n'));
}

void RunbookForm::setCluster(const ClusterId &cluster)
{
    if (!cluster.isEmpty() && m_card->isHidden())
        m_cluster->setCurrentIndex(m_cluster->findData(toText(cluster.value)));
}

void RunbookForm::showEstate()
{
    m_estate = m_services.estate.estate();
    const QString chosen = m_cluster->currentData().toString();
    QStringList ids;
    for (const console::ClusterView &one : m_estate->clusters)
        ids += toText(one.id.value);
    QStringList shown;
    for (int at = 0; at < m_cluster->count(); ++at)
        shown += m_cluster->itemData(at).toString();
    if (ids != shown) {
        m_cluster->clear();
        for (const console::ClusterView &one : m_estate->clusters)
            m_cluster->addItem(
                statusIcon(clusterStatus(one)), toText(one.name), toText(one.id.value));
        m_cluster->setCurrentIndex(ids.size() == 1 ? 0 : m_cluster->findData(chosen));
    }
    showGate();
}

const console::ClusterView *RunbookForm::cluster() const
{
    const ClusterId id{m_cluster->currentData().toString().toStdString()};
    const auto found = std::ranges::find(m_estate->clusters, id, &console::ClusterView::id);
    return found == m_estate->clusters.end() ? nullptr : &*found;
}

QString RunbookForm::whyNot() const
{
    if (const QString why = whyNoCommands(m_services); !why.isEmpty())
        return why;
    const console::ClusterView *where = cluster();
    if (!where)
        return tr("Choose the cluster it runs on.");
    const ParameterForm::Values values = m_parameters->values();
    for (const RunbookParameter &parameter : m_runbook->parameters) {
        const auto found = std::ranges::find(
            values, toText(parameter.name), &ParameterForm::Values::value_type::first);
        if (parameter.isRequired && found != values.end() && found->second.trimmed().isEmpty())
            return tr("%1 is needed.", "a parameter").arg(toText(parameter.name));
    }
    const QStringList allowed = m_services.commands.allowed(where->id);
    for (const RunbookStep &step : m_runbook->steps) {
        if (!allowed.contains(toText(step.action)))
            return tr("Your role may not run %1 on %2, which step %3 does.")
                .arg(toText(step.action), toText(where->name), toText(step.name));
    }
    return {};
}

void RunbookForm::showGate()
{
    const bool isOne = m_runbook.has_value();
    const QString why = isOne ? whyNot() : QString();
    const QString never = whyNoCommands(m_services);
    const bool isAsking = !m_card->isHidden();
    m_gate->setVisible(!why.isEmpty());
    if (!why.isEmpty())
        m_gate->present(never.isEmpty() ? StatusKind::Neutral : StatusKind::Warning, why);
    m_run->setEnabled(isOne && why.isEmpty() && !isAsking);
    m_edit->setEnabled(isOne && !isAsking);
    m_remove->setEnabled(isOne && never.isEmpty() && !isAsking);
    m_parameters->setEnabled(!isAsking);
    m_cluster->setEnabled(!isAsking);
    m_card->setBlocked(isAsking ? why : QString());
}

bool RunbookForm::escape()
{
    return m_card->closeCard();
}

bool RunbookForm::changesState() const
{
    const auto catalogue = m_services.commands.catalogue();
    return std::ranges::any_of(m_runbook->steps, [&catalogue](const RunbookStep &step) {
        const console::ActionView *action = findAction(catalogue, toText(step.action));
        return !action || action->changesState;
    });
}

void RunbookForm::run()
{
    if (!m_run->isEnabled())
        return;
    const console::ClusterView &where = *cluster();
    const bool isCareful = changesState() && where.environment == Environment::Production;
    m_card->ask({.title = tr("Run %1", "a runbook").arg(toText(m_runbook->name)),
        .note = tr("%n step(s), one after the other; each is checked and audited by itself.",
            nullptr, static_cast<int>(m_runbook->steps.size())),
        .typed = toText(m_runbook->name),
        .button = tr("Run"),
        .where = toText(where.name),
        .rule = isCareful ? tr("This is production: type the runbook's name.") : QString(),
        .takesReason = false,
        .risk = isCareful ? CommandRisk::TypeName : CommandRisk::Confirm,
        .environment = where.environment});
    showGate();
}

std::vector<std::pair<std::string, std::string>> RunbookForm::arguments() const
{
    std::vector<std::pair<std::string, std::string>> result;
    for (const auto &[name, value] : m_parameters->values())
        result.emplace_back(name.toStdString(), value.trimmed().toStdString());
    return result;
}

void RunbookForm::start()
{
    m_card->setBusy(true);
    console::onAnswer(m_services.commands.startRunbook(m_runbook->id, cluster()->id, arguments()),
        this, [this](const Result<std::shared_ptr<const RunbookRun>> &run) {
            if (!run)
                return m_card->fail(errorLine(run.error()));
            m_card->closeCard();
            emit started(**run);
        });
}

} // namespace binnacle::ui
