#pragma once

#include "core/domain/access.h"
#include "ui/widgets/keyed_table_model.h"

#include <QString>

namespace binnacle::ui {

struct TokenRow
{
    Token token;
    QString user;
    QString created; // in the window's zone
    QString expires;
    Timestamp now{};

    QString key() const { return QString::number(token.id); }
    bool operator==(const TokenRow &) const { return false; } // ages tick
};

// Logins and API keys; their secrets are not known to anybody.
class TokenTableModel final : public KeyedTableModel<TokenRow>
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        UserColumn,
        KindColumn,
        CreatedColumn,
        ExpiresColumn,
        UsedColumn,
        PermissionsColumn,
        ColumnCount
    };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const TokenRow &row, int column, int role) const override;

private:
    static QString text(const TokenRow &row, int column);
};

} // namespace binnacle::ui
