#include "ui/settings/keys_page.h"

#include "core/console/on_answer.h"
#include "ui/settings/access_text.h"
#include "ui/settings/key_bar.h"
#include "ui/settings/key_settings.h"
#include "ui/widgets/find_edit.h"
#include "ui/widgets/table_style.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QStyle>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Column { Keys, Action, Place, Note };
constexpr int kFilterWidth = 220;
constexpr std::array kWidths{130, 430, 120, 280};
constexpr int kIdRole = Qt::UserRole + 1;

} // namespace

KeysPage::KeysPage(
    KeyMap &map, console::SettingsDesk &settings, console::AccessDesk &access, QWidget *parent)
    : SettingsPage(tr("Keys"),
        tr("Letters act while no text field has the focus; keys with a space are pressed one "
           "after the other"),
        parent)
    , m_map(map)
    , m_settings(settings)
    , m_access(access)
    , m_filter(new FindEdit(tr("Find a key or what it does")))
    , m_change(new QPushButton(tr("Change…")))
    , m_reset(new QPushButton(tr("Reset")))
    , m_resetAll(new QPushButton(tr("Reset all")))
    , m_outcome(new QLabel)
    , m_bar(new KeyBar(map))
    , m_table(new QTableWidget(0, static_cast<int>(kWidths.size())))
{
    build();
    connectParts();
    refresh();
}

void KeysPage::build()
{
    m_filter->setObjectName(u"keyFilter"_s);
    m_filter->setFixedWidth(kFilterWidth);
    header().addWidget(m_filter);
    for (QPushButton *button : {m_change, m_reset, m_resetAll})
        header().addWidget(button);
    m_outcome->setObjectName(u"keyOutcome"_s);
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->setWordWrap(true);
    m_outcome->hide();
    m_table->setObjectName(u"keyTable"_s);
    m_table->setAccessibleName(tr("Keys"));
    m_table->setHorizontalHeaderLabels({tr("Keys"), tr("What they do"), tr("Where"), tr("Note")});
    styleTable(*m_table);
    m_table->setItemDelegateForColumn(Keys, new CellDelegate(CellKind::Name, m_table));
    for (std::size_t column = 0; column < kWidths.size(); ++column)
        m_table->setColumnWidth(static_cast<int>(column), kWidths.at(column));
    body().addWidget(m_bar);
    body().addWidget(m_outcome);
    body().addWidget(m_table, 1);
}

void KeysPage::connectParts()
{
    connect(m_filter, &QLineEdit::textChanged, this, &KeysPage::filter);
    connect(m_change, &QPushButton::clicked, this, &KeysPage::changeCurrent);
    connect(m_reset, &QPushButton::clicked, this, &KeysPage::resetCurrent);
    connect(m_resetAll, &QPushButton::clicked, this, &KeysPage::resetAll);
    connect(m_table, &QTableWidget::activated, this, &KeysPage::changeCurrent);
    connect(m_table, &QTableWidget::currentCellChanged, this, &KeysPage::showButtons);
    auto *resetting = new QShortcut(QKeySequence::Delete, m_table);
    resetting->setContext(Qt::WidgetShortcut);
    connect(resetting, &QShortcut::activated, this, &KeysPage::resetCurrent);
    connect(m_bar, &KeyBar::chosen, this, [this](const QString &command, const QString &keys) {
        keep(m_settings.set(keySetting(command), keys), tr("%1 from now on.").arg(keys));
    });
    connect(m_bar, &KeyBar::closed, m_table, [this] { m_table->setFocus(); });
    connect(&m_map, &KeyMap::changed, this, &KeysPage::refresh);
    connect(&m_access, &console::AccessDesk::changed, this, &KeysPage::showButtons);
}

bool KeysPage::escape()
{
    if (m_bar->isAsking()) {
        m_bar->hide();
        return true;
    }
    if (m_filter->text().isEmpty())
        return false;
    m_filter->clear();
    return true;
}

void KeysPage::refresh()
{
    const auto before = current();
    const std::vector<KeyCommand> commands = m_map.commands();
    const QSignalBlocker quiet(m_table);
    m_table->setRowCount(static_cast<int>(commands.size()));
    for (std::size_t row = 0; row < commands.size(); ++row) {
        showCommand(static_cast<int>(row), commands.at(row));
        if (before && commands.at(row).id == before->id)
            m_table->setCurrentCell(static_cast<int>(row), Keys);
    }
    filter();
    showButtons();
    if (const QStringList unknown = m_map.unknown(); !unknown.isEmpty())
        say(tr("The settings name keys of what is no command: %1").arg(unknown.join(u", "_s)),
            true);
}

void KeysPage::showCommand(int row, const KeyCommand &command)
{
    const auto put = [&](Column column, const QString &text, Tone tone) {
        auto *item = new QTableWidgetItem(text);
        item->setData(CellToneRole, static_cast<int>(tone));
        item->setToolTip(text);
        m_table->setItem(row, column, item);
        return item;
    };
    put(Keys, command.keys, command.isOwn() ? Tone::Strong : Tone::Text)
        ->setData(kIdRole, command.id);
    put(Action, command.action, Tone::Text);
    put(Place, command.placeTitle, Tone::Muted);
    if (!command.clash.isEmpty())
        put(Note, command.clash, Tone::Critical);
    else if (command.isOwn())
        put(Note, tr("default: %1").arg(command.standard), Tone::Muted);
    else
        put(Note, command.isFixed ? tr("cannot be changed") : QString(), Tone::Muted);
}

void KeysPage::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
}

void KeysPage::filter()
{
    const QString wanted = m_filter->text().trimmed();
    for (int row = 0; row < m_table->rowCount(); ++row) {
        bool has = false;
        for (int column = 0; column < m_table->columnCount(); ++column)
            has = has || m_table->item(row, column)->text().contains(wanted, Qt::CaseInsensitive);
        m_table->setRowHidden(row, !has);
    }
}

std::optional<KeyCommand> KeysPage::current() const
{
    const QTableWidgetItem *item = m_table->item(m_table->currentRow(), Keys);
    if (!item)
        return std::nullopt;
    const std::vector<KeyCommand> commands = m_map.commands();
    const auto found = std::ranges::find(commands, item->data(kIdRole).toString(), &KeyCommand::id);
    return found == commands.end() ? std::nullopt : std::optional(*found);
}

void KeysPage::showButtons()
{
    const Permission permission = permissionTo(m_access, Capability::ManageSettings);
    const auto chosen = current();
    const auto isOwn = [](const KeyCommand &one) { return one.isOwn() || !one.clash.isEmpty(); };
    const auto all = m_map.commands();
    m_change->setEnabled(permission.isGiven && chosen && !chosen->isFixed);
    m_reset->setEnabled(permission.isGiven && chosen && isOwn(*chosen));
    m_resetAll->setEnabled(permission.isGiven && std::ranges::any_of(all, isOwn));
    for (QPushButton *button : {m_change, m_reset, m_resetAll})
        button->setToolTip(permission.whyNot);
}

void KeysPage::changeCurrent()
{
    const auto chosen = current();
    if (chosen && m_change->isEnabled())
        m_bar->ask(*chosen);
}

void KeysPage::resetCurrent()
{
    const auto chosen = current();
    if (chosen && m_reset->isEnabled())
        keep(m_settings.reset(keySetting(chosen->id)),
            tr("%1 again, as at first.").arg(chosen->standard));
}

void KeysPage::resetAll()
{
    if (!m_resetAll->isEnabled())
        return;
    for (const KeyCommand &one : m_map.commands()) {
        if (one.isOwn() || !one.clash.isEmpty())
            keep(m_settings.reset(keySetting(one.id)), tr("All keys are as at first."));
    }
}

void KeysPage::keep(const QFuture<Status> &answer, const QString &done)
{
    console::onAnswer(answer, this, [this, done](const Status &status) {
        say(status ? done : refusalText(status.error()), !status);
    });
}

QString KeysPage::outcome() const
{
    return m_outcome->text();
}

void KeysPage::say(const QString &text, bool isBad)
{
    m_outcome->setText(text);
    m_outcome->setProperty("tone", isBad ? u"critical"_s : u"muted"_s);
    m_outcome->style()->unpolish(m_outcome);
    m_outcome->style()->polish(m_outcome);
    m_outcome->setVisible(!text.isEmpty());
}

} // namespace binnacle::ui
