#include "ui/settings/audit_detail.h"

#include "ui/settings/access_text.h"
#include "ui/settings/audit_table_model.h"
#include "ui/settings/json_difference.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/inspector_panel.h"
#include "ui/widgets/time_selection.h"

#include <QJsonDocument>
#include <QLabel>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// JSON is laid out; anything else stays as it is.
QString laidOut(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    return document.isNull()
        ? text
        : QString::fromUtf8(document.toJson(QJsonDocument::Indented)).trimmed();
}

QString changeText(const JsonChange &change)
{
    switch (change.kind) {
    case JsonChange::Kind::Added:
        return u"+ %1"_s.arg(change.after);
    case JsonChange::Kind::Removed:
        return u"− %1"_s.arg(change.before);
    case JsonChange::Kind::Changed:
        break;
    }
    return u"%1 → %2"_s.arg(change.before, change.after);
}

Tone changeTone(JsonChange::Kind kind)
{
    if (kind == JsonChange::Kind::Added)
        return Tone::Ok;
    return kind == JsonChange::Kind::Removed ? Tone::Critical : Tone::Warning;
}

} // namespace

AuditDetail::AuditDetail(const TimeSelection &time, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
    , m_panel(new InspectorPanel)
{
    m_panel->setObjectName(u"auditDetail"_s);
    m_panel->setAccessibleName(tr("The selected entry"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_panel);
    clear();
}

void AuditDetail::clear()
{
    m_panel->clear();
    m_panel->addText(tr("Select an entry to see what it changed."), Tone::Muted);
}

void AuditDetail::showEntry(const AuditEntry &entry)
{
    m_panel->clear();
    m_panel->addTitle(entry.success ? StatusKind::Ok : StatusKind::Critical,
        actionText(entry.action), tr("row %1").arg(entry.id));
    addFacts(entry);
    addChange(entry);
    addBody(tr("What was sent, without secrets"), toText(entry.requestBody));
}

void AuditDetail::addFacts(const AuditEntry &entry)
{
    const auto row = [this](const QString &key, const std::string &value, bool isMonospace) {
        if (!value.empty())
            m_panel->addRow(key, toText(value), isMonospace);
    };
    m_panel->addRow(tr("When"), m_time.dateTimeText(entry.at), true);
    m_panel->addRow(tr("Who"),
        entry.role ? u"%1 (%2)"_s.arg(toText(entry.username), roleText(*entry.role))
                   : (entry.username.empty() ? tr("nobody known") : toText(entry.username)));
    row(tr("What"), entry.resource, true);
    row(tr("Method"), entry.method, true);
    m_panel->addRow(
        tr("Outcome"), auditOutcomeText(entry), false, entry.success ? Tone::Text : Tone::Critical);
    if (!entry.method.empty())
        m_panel->addRow(tr("Status"), QString::number(entry.statusCode), true);
    row(tr("Reason given"), entry.reason, false);
    m_panel->addRow(tr("Through"), sourceText(entry.source));
    row(tr("From"), entry.address, true);
    row(tr("Program"), entry.userAgent, false);
    row(tr("Trace"), entry.traceId, true);
    if (entry.took.count() > 0)
        m_panel->addRow(tr("Took"), tr("%1 ms").arg(entry.took.count()), true);
}

void AuditDetail::addChange(const AuditEntry &entry)
{
    if (entry.before.empty() && entry.after.empty())
        return;
    const auto difference = jsonDifference(toText(entry.before), toText(entry.after));
    if (!difference) {
        addBody(tr("Before"), toText(entry.before));
        addBody(tr("After"), toText(entry.after));
        return;
    }
    m_panel->addSection(tr("Changed"), tr("%n value(s) the same", nullptr, difference->unchanged));
    if (difference->changes.empty())
        m_panel->addText(tr("Nothing: before and after are the same."), Tone::Muted);
    for (const JsonChange &change : difference->changes)
        m_panel->addRow(change.path, changeText(change), true, changeTone(change.kind));
}

void AuditDetail::addBody(const QString &title, const QString &text)
{
    if (text.isEmpty())
        return;
    m_panel->addSection(title);
    m_panel->addText(laidOut(text))->setFont(monospaceFont());
}

} // namespace binnacle::ui
