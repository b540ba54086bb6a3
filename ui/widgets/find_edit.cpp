#include "ui/widgets/find_edit.h"

#include "ui/theme/icons.h"

#include <QAction>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

// Qt's own clear button looks for its icon in every theme of the desktop, which takes longer than
// the rest of a page.
FindEdit::FindEdit(const QString &purpose, QWidget *parent)
    : QLineEdit(parent)
    , m_clear(addAction(icon(u"close"_s), QLineEdit::TrailingPosition))
{
    setPlaceholderText(purpose);
    setAccessibleName(purpose);
    m_clear->setToolTip(tr("Clear"));
    m_clear->setVisible(false);
    connect(m_clear, &QAction::triggered, this, &QLineEdit::clear);
    connect(this, &QLineEdit::textChanged, m_clear,
        [this](const QString &text) { m_clear->setVisible(!text.isEmpty()); });
}

} // namespace binnacle::ui
