#include "ui/settings/audit_filter.h"

#include "ui/widgets/filter_bar.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/time_selection.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>

#include <chrono>
#include <optional>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<ActionSource> sourceFromName(const std::optional<std::string> &name)
{
    for (int i = 0; name && i <= static_cast<int>(ActionSource::CommandLine); ++i) {
        if (actionSourceName(static_cast<ActionSource>(i)) == *name)
            return static_cast<ActionSource>(i);
    }
    return std::nullopt;
}

} // namespace

AuditFilter::AuditFilter(const console::AccessDesk &desk, const TimeSelection &time,
    RowFilter<AuditEntry>::EachRow rows, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_time(time)
    , m_bar(FilterBar::overRows(m_filter.language(std::move(rows)), u"auditFilter"_s,
          tr("Filter entries: payments, action = execute and not success")))
    , m_isAllTime(new QCheckBox(tr("All times")))
    , m_range(new QLabel)
{
    build();
    connect(m_bar, &FilterBar::applied, this, [this](const QString &text) {
        if (m_filter.setText(text))
            emit changed();
    });
    connect(m_isAllTime, &QCheckBox::toggled, this, [this] {
        showRange();
        emit changed();
    });
    connect(&m_time, &TimeSelection::changed, this, [this] {
        showRange();
        if (!m_isAllTime->isChecked())
            emit changed();
    });
    showRange();
}

void AuditFilter::build()
{
    m_isAllTime->setObjectName(u"auditAllTimes"_s);
    m_range->setTextFormat(Qt::PlainText);
    m_range->setProperty("tone", u"muted"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_bar, 1);
    layout->addWidget(m_isAllTime);
    layout->addWidget(m_range);
}

void AuditFilter::showRange()
{
    m_range->setText(m_isAllTime->isChecked() ? QString() : m_time.rangeText());
    m_range->setVisible(!m_isAllTime->isChecked());
}

AuditQuery AuditFilter::query() const
{
    AuditQuery query{.source = sourceFromName(m_filter.required("source"))};
    if (const auto action = m_filter.required("action"))
        query.action = auditActionFromName(*action);
    const Principal me = m_desk.me();
    if (!roleHas(me.role, Capability::ReadAllAudit))
        query.userId = me.userId; // one's own entries
    if (m_isAllTime->isChecked())
        query.range.to = systemNow() + std::chrono::milliseconds(1);
    else
        query.range = m_time.range();
    return query;
}

bool AuditFilter::isAllTime() const
{
    return m_isAllTime->isChecked();
}

void AuditFilter::clear()
{
    m_bar->applyText({});
}

bool AuditFilter::escape()
{
    return m_bar->escape();
}

void AuditFilter::showAllTime()
{
    m_isAllTime->setChecked(true);
}

void AuditFilter::focusText()
{
    m_bar->focusText();
}

void AuditFilter::setMatchCount(qint64 matches, qint64 total)
{
    m_bar->setMatchCount(matches, total);
}

} // namespace binnacle::ui
