#include "ui/commands/dispatch_form.h"

#include "ui/commands/action_picker.h"
#include "ui/commands/command_text.h"
#include "ui/commands/parameter_form.h"
#include "ui/commands/target_choices.h"
#include "ui/commands/target_field.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/cluster_status.h"
#include "ui/widgets/formatting.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLabelWidth = 84;

QLabel *fieldLabel(const QString &text, QWidget *buddy)
{
    auto *label = new QLabel(text);
    label->setProperty("tone", u"muted"_s);
    label->setFixedWidth(kLabelWidth);
    label->setBuddy(buddy);
    return label;
}

StatusKind agentStatus(const console::ClusterView &cluster)
{
    switch (cluster.status) {
    case AgentStatus::Online:
        return StatusKind::Ok;
    case AgentStatus::OnlineNoData:
        return StatusKind::Warning;
    case AgentStatus::Offline:
        break;
    }
    return StatusKind::Unknown;
}

QString agentText(const console::ClusterView &cluster, Timestamp now)
{
    const QString age = ageText(cluster.times.lastHeartbeat, now);
    switch (cluster.status) {
    case AgentStatus::Online:
        return DispatchForm::tr("%1 — agent online, heard %2 ago", "a cluster, an age")
            .arg(toText(cluster.name), age);
    case AgentStatus::OnlineNoData:
        return DispatchForm::tr("%1 — agent alive, no snapshots", "a cluster")
            .arg(toText(cluster.name));
    case AgentStatus::Offline:
        break;
    }
    return DispatchForm::tr("%1 — agent offline, silent for %2", "a cluster, an age")
        .arg(toText(cluster.name), age);
}

void setState(QWidget &field, const QString &state)
{
    if (field.property("state").toString() == state)
        return;
    field.setProperty("state", state);
    field.style()->unpolish(&field);
    field.style()->polish(&field);
}

} // namespace

DispatchForm::DispatchForm(const CommandsServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_estate(services.estate.estate())
    , m_catalogue(services.commands.catalogue())
    , m_cluster(new QComboBox)
    , m_action(new ActionPicker)
    , m_target(new TargetField)
    , m_targetNote(new QLabel)
    , m_parameters(new ParameterForm(kLabelWidth))
    , m_reason(new QLineEdit)
    , m_problem(new QLabel)
{
    setObjectName(u"dispatchForm"_s);
    build();
    connect(m_cluster, &QComboBox::activated, this, &DispatchForm::read);
    connect(m_action, &ActionPicker::picked, this, &DispatchForm::read);
    connect(m_target, &QLineEdit::textChanged, this, &DispatchForm::read);
    connect(m_parameters, &ParameterForm::changed, this, &DispatchForm::read);
    connect(m_reason, &QLineEdit::textChanged, this, &DispatchForm::read);
    connect(m_target, &QLineEdit::returnPressed, this, &DispatchForm::submitted);
    connect(m_parameters, &ParameterForm::entered, this, &DispatchForm::submitted);
    connect(m_reason, &QLineEdit::returnPressed, this, &DispatchForm::submitted);
    showEstate();
    showAction();
}

void DispatchForm::build()
{
    m_cluster->setObjectName(u"dispatchCluster"_s);
    m_cluster->setAccessibleName(tr("Cluster"));
    m_cluster->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_cluster->setMinimumContentsLength(12);
    m_target->setObjectName(u"dispatchTarget"_s);
    m_target->setFont(monospaceFont());
    m_target->setAccessibleName(tr("Target"));
    m_reason->setObjectName(u"dispatchReason"_s);
    m_reason->setPlaceholderText(tr("Why: it stands in the history and the audit"));
    m_reason->setAccessibleName(tr("Reason"));
    for (QLabel *label : {m_targetNote, m_problem}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->hide();
    }
    m_targetNote->setProperty("tone", u"warning"_s);
    m_problem->setProperty("tone", u"muted"_s);
    m_problem->setObjectName(u"dispatchProblem"_s);
    m_targetLabel = fieldLabel(tr("Target"), m_target);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(12, 10, 12, 10);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    grid->addWidget(fieldLabel(tr("Cluster"), m_cluster), 0, 0);
    grid->addWidget(m_cluster, 0, 1);
    grid->addWidget(fieldLabel(tr("Action"), m_action), 1, 0);
    grid->addWidget(m_action, 1, 1);
    grid->addWidget(m_targetLabel, 2, 0);
    grid->addWidget(m_target, 2, 1);
    grid->addWidget(m_targetNote, 3, 1);
    grid->addWidget(m_parameters, 4, 0, 1, 2);
    grid->addWidget(fieldLabel(tr("Reason"), m_reason), 5, 0);
    grid->addWidget(m_reason, 5, 1);
    grid->addWidget(m_problem, 6, 1);
}

void DispatchForm::setDraft(const CommandDraft &draft)
{
    m_draft = draft;
    m_isFilling = true;
    showClusters();
    showAction();
    m_target->setText(draft.target);
    m_parameters->setValues(draft.parameters);
    m_reason->setText(draft.reason);
    m_isFilling = false;
    showCurrent();
    emit changed();
}

void DispatchForm::setCluster(const ClusterId &cluster)
{
    if (cluster.isEmpty() || cluster == m_draft.cluster)
        return;
    m_draft.cluster = cluster;
    showEstate();
    emit changed();
}

const console::ClusterView *DispatchForm::clusterView() const
{
    const auto found
        = std::ranges::find(m_estate->clusters, m_draft.cluster, &console::ClusterView::id);
    return found == m_estate->clusters.end() ? nullptr : &*found;
}

void DispatchForm::showEstate()
{
    m_estate = m_services.estate.estate();
    if (m_draft.cluster.isEmpty() && m_estate->clusters.size() == 1)
        m_draft.cluster = m_estate->clusters.front().id;
    showClusters();
    showAction();
    showCurrent();
}

void DispatchForm::showClusters()
{
    const Timestamp now = systemNow();
    const int count = static_cast<int>(m_estate->clusters.size());
    while (m_cluster->count() > count)
        m_cluster->removeItem(m_cluster->count() - 1);
    for (int at = 0; at < count; ++at) {
        const console::ClusterView &cluster = m_estate->clusters[static_cast<std::size_t>(at)];
        const QString text = agentText(cluster, now);
        if (at >= m_cluster->count())
            m_cluster->addItem(QString());
        if (m_cluster->itemText(at) != text) {
            m_cluster->setItemText(at, text);
            m_cluster->setItemIcon(at, statusIcon(agentStatus(cluster)));
        }
        m_cluster->setItemData(at, toText(cluster.id.value));
    }
    m_cluster->setPlaceholderText(tr("Choose a cluster"));
    m_cluster->setCurrentIndex(m_cluster->findData(toText(m_draft.cluster.value)));
}

void DispatchForm::showAction()
{
    m_action->setActions(m_catalogue, m_services.commands.allowed(m_draft.cluster));
    m_action->setCurrent(m_draft.action);
    const console::ActionView *action = findAction(m_catalogue, m_draft.action);
    const bool needsObject = !action || takesTarget(*action);
    m_targetLabel->setVisible(needsObject);
    m_target->setVisible(needsObject);
    if (action)
        m_target->setKinds(action->kinds);
    else
        m_target->setPlaceholderText(tr("Choose an action first"));
    m_parameters->setParameters(
        action ? action->parameters : std::vector<console::ActionView::Parameter>());
    setTabOrder(m_action->chainTabs(m_cluster), m_target);
    setTabOrder(m_parameters->chainTabs(m_target), m_reason);
}

void DispatchForm::showCurrent()
{
    const console::ClusterView *cluster = clusterView();
    const console::ActionView *action = findAction(m_catalogue, m_draft.action);
    m_target->setSnapshot(cluster ? cluster->snapshot : nullptr);
    const bool hasKind = action && !action->kinds.isEmpty();
    const auto target = hasKind ? parseTarget(m_draft.target, action->kinds) : std::nullopt;
    const bool isSeen = cluster && cluster->snapshot && target;
    const bool isMissing = isSeen && !holdsTarget(*cluster->snapshot, *target);
    m_targetNote->setVisible(isMissing);
    if (isMissing)
        m_targetNote->setText(tr("The last snapshot of %1 holds no %2.")
                                  .arg(toText(cluster->name), targetText(*target)));
    if (!action)
        return;
    for (const auto &parameter : action->parameters)
        m_parameters->setCurrent(parameter.name,
            isSeen ? currentValue(*cluster->snapshot, *target, parameter.name) : QString());
}

void DispatchForm::read()
{
    if (m_isFilling)
        return;
    m_draft.cluster = ClusterId{m_cluster->currentData().toString().toStdString()};
    const bool isOtherAction
        = std::exchange(m_draft.action, m_action->current()) != m_action->current();
    m_draft.target = m_target->text();
    m_draft.reason = m_reason->text();
    if (isOtherAction) {
        m_isFilling = true;
        showAction();
        m_isFilling = false;
    }
    m_draft.parameters = m_parameters->values();
    showCurrent();
    emit changed();
}

void DispatchForm::showCheck(const DraftCheck &check, bool tellsAll)
{
    using Field = DraftCheck::Field;
    // An empty field is not wrong before anybody tried to send the form.
    const bool isTyped = check.field == Field::Target && !m_draft.target.isEmpty();
    const bool tells = !check.isValid() && (tellsAll || isTyped);
    setState(*m_target, tells && check.field == Field::Target ? u"incomplete"_s : QString());
    m_parameters->markProblem(
        tellsAll && check.field == Field::Parameter ? check.parameter : QString());
    m_problem->setText(check.problem);
    m_problem->setVisible(tells);
}

void DispatchForm::clearReason()
{
    m_reason->clear();
}

void DispatchForm::focusTarget()
{
    if (m_draft.cluster.isEmpty())
        m_cluster->setFocus();
    else if (!m_target->isHidden())
        m_target->setFocus();
    else
        m_reason->setFocus();
}

} // namespace binnacle::ui
