#include "ui/settings/audit_filter.h"

#include "ui/settings/access_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/time_selection.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kTypingPause{250};
constexpr int kTextWidth = 240;

template<typename Enum>
std::optional<Enum> chosen(const QComboBox &box)
{
    const QVariant value = box.currentData();
    return value.isValid() ? std::optional(static_cast<Enum>(value.toInt())) : std::nullopt;
}

} // namespace

AuditFilter::AuditFilter(
    const console::AccessDesk &desk, const TimeSelection &time, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_time(time)
    , m_text(new QLineEdit)
    , m_user(new QComboBox)
    , m_action(new QComboBox)
    , m_source(new QComboBox)
    , m_isAllTime(new QCheckBox(tr("All times")))
    , m_range(new QLabel)
{
    build();
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingPause);
    connect(m_text, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_text, &QLineEdit::returnPressed, this, [this] {
        m_typing.stop();
        emit changed();
    });
    connect(&m_typing, &QTimer::timeout, this, &AuditFilter::changed);
    for (QComboBox *box : {m_user, m_action, m_source})
        connect(box, &QComboBox::activated, this, &AuditFilter::changed);
    connect(m_isAllTime, &QCheckBox::toggled, this, [this] {
        showRange();
        emit changed();
    });
    connect(&m_time, &TimeSelection::changed, this, [this] {
        showRange();
        if (!m_isAllTime->isChecked())
            emit changed();
    });
    connect(&m_desk, &console::AccessDesk::changed, this, &AuditFilter::showUsers);
    showUsers();
    showRange();
}

void AuditFilter::build()
{
    m_text->setObjectName(u"auditText"_s);
    m_text->setPlaceholderText(tr("Find in what, who, errors and bodies"));
    m_text->setAccessibleName(m_text->placeholderText());
    m_text->setClearButtonEnabled(true);
    m_text->setMinimumWidth(kTextWidth);
    m_user->setAccessibleName(tr("User"));
    m_action->setObjectName(u"auditAction"_s);
    m_action->setAccessibleName(tr("Action"));
    m_source->setAccessibleName(tr("Through"));
    m_isAllTime->setObjectName(u"auditAllTimes"_s);
    m_range->setTextFormat(Qt::PlainText);
    m_range->setProperty("tone", u"muted"_s);
    m_action->addItem(tr("All actions"));
    for (int i = 0; i <= static_cast<int>(AuditAction::Export); ++i)
        m_action->addItem(actionText(static_cast<AuditAction>(i)), i);
    m_source->addItem(tr("Through anything"));
    for (int i = 0; i <= static_cast<int>(ActionSource::CommandLine); ++i)
        m_source->addItem(sourceText(static_cast<ActionSource>(i)), i);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    for (QComboBox *box : {m_user, m_action, m_source})
        layout->addWidget(box);
    layout->addWidget(m_isAllTime);
    layout->addWidget(m_range);
}

void AuditFilter::showUsers()
{
    const Principal me = m_desk.me();
    const bool mayReadAll = roleHas(me.role, Capability::ReadAllAudit);
    QList<std::pair<QString, QVariant>> choices;
    if (mayReadAll) {
        choices.emplace_back(tr("All users"), QVariant());
        for (const User &user : m_desk.users())
            choices.emplace_back(toText(user.username), QVariant::fromValue<qint64>(user.id));
    } else { // one's own entries
        choices.emplace_back(toText(me.username), QVariant::fromValue<qint64>(me.userId));
    }
    m_user->setEnabled(mayReadAll);
    if (choices == m_shownUsers)
        return; // somebody may have the list open
    m_shownUsers = choices;
    const QVariant before = m_user->currentData();
    m_user->clear();
    for (const auto &[name, id] : choices)
        m_user->addItem(name, id);
    if (before.isValid())
        m_user->setCurrentIndex(std::max(0, m_user->findData(before)));
}

void AuditFilter::showRange()
{
    m_range->setText(m_isAllTime->isChecked() ? QString() : m_time.rangeText());
    m_range->setVisible(!m_isAllTime->isChecked());
}

AuditQuery AuditFilter::query() const
{
    AuditQuery query{.source = chosen<ActionSource>(*m_source),
        .action = chosen<AuditAction>(*m_action),
        .text = m_text->text().trimmed().toStdString()};
    if (const QVariant user = m_user->currentData(); user.isValid())
        query.userId = user.toLongLong();
    if (m_isAllTime->isChecked())
        query.range.to = systemNow() + std::chrono::milliseconds(1);
    else
        query.range = m_time.range();
    return query;
}

bool AuditFilter::isNarrow() const
{
    const bool isOneUser = m_user->isEnabled() && m_user->currentIndex() > 0;
    return !m_text->text().trimmed().isEmpty() || isOneUser || m_action->currentIndex() > 0
        || m_source->currentIndex() > 0;
}

bool AuditFilter::isAllTime() const
{
    return m_isAllTime->isChecked();
}

void AuditFilter::clear()
{
    const QSignalBlocker quiet(m_text);
    m_text->clear();
    for (QComboBox *box : {m_user, m_action, m_source})
        box->setCurrentIndex(0);
    emit changed();
}

void AuditFilter::showAllTime()
{
    m_isAllTime->setChecked(true);
}

void AuditFilter::focusText()
{
    m_text->setFocus();
    m_text->selectAll();
}

} // namespace binnacle::ui
