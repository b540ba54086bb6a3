#include "ui/shell/command_palette.h"

#include "ui/shell/palette_delegate.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/formatting.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t kMaxRows = 60;

} // namespace

CommandPalette::CommandPalette(QWidget &window)
    : Overlay(window, {640, 460})
    , m_list(new QListWidget)
    , m_hint(new QLabel)
{
    setObjectName(u"commandPalette"_s);
    setAccessibleName(tr("Command palette"));
    edit().setObjectName(u"paletteEdit"_s);
    edit().setAccessibleName(tr("Go to or do"));
    edit().setPlaceholderText(
        tr("Go to a view, cluster, workload, pod or node, or type a command"));
    m_list->setObjectName(u"paletteList"_s);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_hint->setFont(smallFont());
    m_hint->setProperty("tone", u"muted"_s);
    m_hint->setContentsMargins(4, 2, 4, 2);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 6);
    layout->setSpacing(6);
    layout->addWidget(&edit());
    layout->addWidget(m_list, 1);
    layout->addWidget(m_hint);
    connect(&edit(), &QLineEdit::textChanged, this, &CommandPalette::refresh);
    connect(m_list, &QListWidget::itemClicked, this,
        [this](QListWidgetItem *item) { choose(m_list->row(item)); });
}

void CommandPalette::openWith(std::vector<PaletteItem> items,
    std::shared_ptr<const console::EstateView> estate, const QString &text)
{
    m_index.setItems(std::move(items));
    m_index.setEstate(std::move(estate));
    open();
    edit().setText(text);
    refresh();
}

void CommandPalette::refresh()
{
    QString text = edit().text().trimmed();
    if (text.startsWith(u':'))
        text = text.mid(1).trimmed();
    m_shown = m_index.match(text, kMaxRows);
    m_list->clear();
    for (const PaletteItem &item : m_shown) {
        auto *row = new QListWidgetItem(item.title, m_list);
        row->setData(PaletteDelegate::DetailRole, item.detail);
        row->setData(PaletteDelegate::IconRole, item.iconName);
        row->setData(PaletteDelegate::KeysRole, item.keys);
    }
    m_search = text.size() >= 2 ? text : QString();
    if (!m_search.isEmpty()) {
        auto *row = new QListWidgetItem(tr("Search events for “%1”").arg(m_search), m_list);
        row->setData(PaletteDelegate::IconRole, u"search"_s);
    }
    m_list->setCurrentRow(0);
    QString hint = tr("↑ ↓ choose · Enter open · Esc close");
    if (m_index.isCut())
        hint += u" · "_s
            + tr("only the first %1 objects are searched")
                  .arg(countText(static_cast<qint64>(PaletteIndex::kMaxObjects)));
    m_hint->setText(hint);
}

void CommandPalette::moveRow(int by)
{
    const int count = m_list->count();
    if (count > 0)
        m_list->setCurrentRow((m_list->currentRow() + by + count) % count);
}

bool CommandPalette::handleKey(int key)
{
    switch (key) {
    case Qt::Key_Down:
        moveRow(1);
        return true;
    case Qt::Key_Up:
        moveRow(-1);
        return true;
    case Qt::Key_PageDown:
        moveRow(std::min(10, m_list->count() - 1 - m_list->currentRow()));
        return true;
    case Qt::Key_PageUp:
        moveRow(-std::min(10, m_list->currentRow()));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentRow());
        return true;
    case Qt::Key_Tab:
        return true; // nothing else in here takes the focus
    default:
        return false;
    }
}

void CommandPalette::choose(int row)
{
    if (row < 0)
        return;
    const auto number = static_cast<std::size_t>(row);
    close();
    if (number >= m_shown.size()) {
        emit textSearched(m_search);
        return;
    }
    const PaletteItem item = m_shown[number]; // running it may open the palette again
    if (item.run)
        item.run();
    else
        emit objectChosen(item.cluster, item.object);
}

} // namespace binnacle::ui
