#include "ui/alerts/alert_inspector.h"

#include "core/console/on_answer.h"
#include "ui/alerts/alert_page.h"
#include "ui/alerts/alert_text.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/inspector_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Duration kHour{3'600'000};

} // namespace

Silence silenceFor(const Alert &alert, Timestamp now)
{
    Silence silence{.name = alert.ruleName, .from = now, .until = now + kHour};
    const auto match = [&](const char *label, const std::string &value) {
        if (!value.empty())
            silence.matchers.push_back({.label = label, .value = value});
    };
    match("rule", alert.ruleName);
    match("cluster", alert.subject.cluster.value);
    match("namespace", alert.subject.object.ns);
    match("name", alert.subject.object.name);
    return silence;
}

AlertInspector::AlertInspector(AlertState &state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_facts(new InspectorPanel)
    , m_note(new QLineEdit)
    , m_acknowledge(new QPushButton(tr("Acknowledge")))
    , m_silence(new QPushButton(tr("Silence…")))
    , m_outcome(new QLabel)
{
    setObjectName(u"alertInspector"_s);
    build();
    connect(m_acknowledge, &QPushButton::clicked, this, &AlertInspector::acknowledge);
    connect(m_note, &QLineEdit::returnPressed, this, &AlertInspector::acknowledge);
    connect(m_silence, &QPushButton::clicked, this, [this] {
        if (m_alert)
            emit silenceRequested(silenceFor(*m_alert, systemNow()));
    });
    connect(&m_state, &AlertState::changed, this, &AlertInspector::showPermission);
    showAlert(nullptr);
}

void AlertInspector::build()
{
    m_note->setObjectName(u"acknowledgeNote"_s);
    m_note->setPlaceholderText(tr("note, e.g. looking at it"));
    m_note->setAccessibleName(tr("Note of the acknowledgement"));
    m_acknowledge->setObjectName(u"acknowledge"_s);
    m_acknowledge->setProperty("role", u"primary"_s);
    m_silence->setObjectName(u"silenceAlert"_s);
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->setWordWrap(true);
    m_outcome->setProperty("tone", u"muted"_s);
    m_outcome->hide();
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_note, 1);
    line->addWidget(m_acknowledge);
    line->addWidget(m_silence);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 8, 12, 10);
    foot->setSpacing(6);
    foot->addLayout(line);
    foot->addWidget(m_outcome);
    auto *frame = new QFrame;
    frame->setProperty("frame", u"panel"_s);
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_facts, 1);
    layout->addLayout(foot);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(frame);
}

void AlertInspector::showAlert(const Alert *alert)
{
    const bool isOther
        = !alert || !m_alert || alert->rule != m_alert->rule || alert->subject != m_alert->subject;
    if (isOther) {
        m_note->clear();
        m_outcome->hide();
    }
    m_alert = alert ? std::optional(*alert) : std::nullopt;
    showFacts();
    showPermission();
}

void AlertInspector::showFacts()
{
    if (!m_alert) {
        m_shown.clear();
        m_facts->clear();
        m_facts->addText(tr("Select an alert to see what it says."), Tone::Muted);
        return;
    }
    const Alert &alert = *m_alert;
    const Timestamp now = m_state.now();
    const QString facts = QStringList{toText(alert.title), toText(alert.message),
        toText(alert.valueText), toText(alert.subject.text()), alertStateText(alert, now),
        alertHushText(alert), toText(alert.ackedBy), QString::number(toEpochMs(alert.notifiedAt)),
        QString::number(alert.occurrences)}
                              .join(u'\n');
    if (facts == m_shown)
        return; // a selection in a text stays
    m_shown = facts;
    m_facts->clear();
    m_facts->addTitle(
        alertStateStatus(alert, now), toText(alert.ruleName), alertStateText(alert, now));
    if (!alert.title.empty() && alert.title != alert.ruleName)
        m_facts->addText(toText(alert.title), Tone::Strong);
    if (!alert.message.empty())
        m_facts->addText(toText(alert.message));
    m_facts->addRow(tr("Severity"), alertSeverityText(alert.severity));
    m_facts->addRow(tr("About"), toText(alert.subject.text()), true);
    m_facts->addRow(tr("Cluster"), toText(alert.subject.cluster.value), true);
    if (!alert.valueText.empty())
        m_facts->addRow(tr("Value"), toText(alert.valueText), true);
    m_facts->addRow(tr("True since"), m_state.time().timeText(alert.pendingSince), true);
    if (isKnown(alert.firedAt))
        m_facts->addRow(tr("Fired"), m_state.time().timeText(alert.firedAt), true);
    m_facts->addRow(tr("Last notified"),
        isKnown(alert.notifiedAt) ? m_state.time().timeText(alert.notifiedAt) : tr("nobody"),
        isKnown(alert.notifiedAt));
    if (alert.hush != AlertHush::None)
        m_facts->addRow(tr("Tells nobody"), alertHushText(alert), false, Tone::Warning);
    if (!alert.ackedBy.empty())
        m_facts->addRow(tr("Acknowledged"),
            tr("by %1, %2").arg(toText(alert.ackedBy), m_state.time().timeText(alert.ackedAt)));
    if (alert.occurrences > 1)
        m_facts->addRow(tr("Within a day"),
            tr("fired %n time(s)", nullptr, static_cast<int>(alert.occurrences)));
    addLinks();
}

void AlertInspector::addLinks()
{
    const AlertSubject subject = m_alert->subject;
    const auto link = [this](const QString &text, auto run) {
        connect(m_facts->addButton(text), &QPushButton::clicked, this, run);
    };
    link(tr("Rule"), [this, rule = m_alert->rule] { emit ruleRequested(rule); });
    if (objectOf(subject))
        link(tr("Events"), [this, subject] { emit eventsRequested(subject); });
    if (levelOf(subject))
        link(tr("Service level"), [this, subject] { emit levelRequested(subject); });
    if (serviceOf(subject))
        link(tr("In the mesh"), [this, subject] { emit meshRequested(subject); });
}

void AlertInspector::showPermission()
{
    const AlertState::Permission permission = m_state.permission();
    const bool isFiring = m_alert && isFiringAt(*m_alert, m_state.now());
    const bool isOpen = isFiring && m_alert->ackedBy.empty();
    m_acknowledge->setEnabled(permission.isGiven && isOpen);
    m_note->setEnabled(permission.isGiven && isOpen);
    m_silence->setEnabled(permission.isGiven && m_alert.has_value());
    for (QWidget *widget : QWidgetList{m_acknowledge, m_silence})
        widget->setToolTip(permission.whyNot);
}

void AlertInspector::focusNote()
{
    m_note->setFocus();
}

QString AlertInspector::outcome() const
{
    return m_outcome->isHidden() ? QString() : m_outcome->text();
}

void AlertInspector::acknowledge()
{
    if (!m_acknowledge->isEnabled())
        return;
    m_acknowledge->setEnabled(false);
    console::onAnswer(m_state.desk().acknowledge(m_alert->id, m_note->text().trimmed()), this,
        [this](const Status &status) {
            m_outcome->setText(status ? tr("Acknowledged: it is not repeated any more.")
                                      : errorLine(status.error()));
            m_outcome->show();
            if (status)
                m_note->clear(); // a refused note stays
            showPermission();
        });
}

} // namespace binnacle::ui
