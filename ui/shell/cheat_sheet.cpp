#include "ui/shell/cheat_sheet.h"

#include "ui/shell/palette_delegate.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kIsTitleRole = Qt::UserRole + 1;
constexpr int kKeysRole = Qt::UserRole + 2;

class KeyDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override
    {
        const Palette &colors = theme().palette();
        const bool isTitle = index.data(kIsTitleRole).toBool();
        painter->save();
        QRect line = option.rect.adjusted(10, 0, -10, 0);
        line.setRight(paintKeys(*painter, line, index.data(kKeysRole).toString()) - 8);
        painter->setFont(isTitle ? boldTextFont() : textFont());
        painter->setPen(isTitle ? colors.muted : colors.text);
        painter->drawText(line, (isTitle ? Qt::AlignBottom : Qt::AlignVCenter) | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(
                index.data(Qt::DisplayRole).toString(), Qt::ElideRight, line.width()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {200, 26};
    }
};

} // namespace

CheatSheet::CheatSheet(QWidget &window)
    : Overlay(window, {560, 620})
    , m_list(new QListWidget)
{
    setObjectName(u"cheatSheet"_s);
    setAccessibleName(tr("Keys"));
    edit().setPlaceholderText(tr("Search keys"));
    edit().setAccessibleName(tr("Search keys"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setItemDelegate(new KeyDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(&edit());
    layout->addWidget(m_list, 1);
    auto *help = new QPushButton(tr("Help pages (F1)"));
    help->setObjectName(u"helpLink"_s);
    help->setProperty("role", u"link"_s);
    help->setFocusPolicy(Qt::NoFocus); // F1 is its key
    layout->addWidget(help, 0, Qt::AlignLeft);
    connect(help, &QPushButton::clicked, this, &CheatSheet::helpRequested);
    connect(&edit(), &QLineEdit::textChanged, this, &CheatSheet::refresh);
}

void CheatSheet::openWith(std::vector<Section> sections)
{
    m_sections = std::move(sections);
    open();
    refresh();
}

int CheatSheet::shownKeys() const
{
    int result = 0;
    for (int row = 0; row < m_list->count(); ++row)
        result += m_list->item(row)->data(kIsTitleRole).toBool() ? 0 : 1;
    return result;
}

void CheatSheet::refresh()
{
    const QString wanted = edit().text().trimmed();
    m_list->clear();
    for (const Section &section : m_sections) {
        auto *title = new QListWidgetItem(section.title);
        title->setData(kIsTitleRole, true);
        bool isTitleShown = false;
        for (const View::KeyHelp &key : section.keys) {
            if (!key.action.contains(wanted, Qt::CaseInsensitive)
                && !key.keys.contains(wanted, Qt::CaseInsensitive))
                continue;
            if (!isTitleShown)
                m_list->addItem(title);
            isTitleShown = true;
            auto *row = new QListWidgetItem(key.action, m_list);
            row->setData(kKeysRole, key.keys);
        }
        if (!isTitleShown)
            delete title;
    }
}

bool CheatSheet::handleKey(int key)
{
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        close();
        return true;
    case Qt::Key_Tab:
        return true;
    default:
        return scroll(*m_list, key);
    }
}

} // namespace binnacle::ui
