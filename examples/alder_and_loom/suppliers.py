"""The mills, merchants and workshops that Alder & Loom buys from, and the people it sells to."""

from alder_and_loom.tables import Tables

# code: name, lane, share of deliveries on time
SUPPLIERS = {
    "MARINA-TIMBER": ("Marina Hardwood Importers", "sea, US and EU hardwoods", 0.9),
    "JURONG-TIMBER": ("Jurong Timber Merchants", "local lorry", 0.95),
    "SUNGEI-PANEL": ("Sungei Kadut Panel Supply", "local lorry", 0.97),
    "JOHOR-VENEER": ("Johor Veneer Works", "road, Causeway", 0.93),
    "LYS-WEAVERS": ("Lys Valley Weavers", "sea, Belgium", 0.92),
    "VAN-ACKER": ("Van Acker Velours", "air, Belgium", 0.94),
    "BISENZIO": ("Tessitura Bisenzio", "air, Italy", 0.88),
    "VALSESIA": ("Lanificio Valsesia", "sea, Italy", 0.85),
    "STRAITS-CLOTH": ("Straits Cloth House", "local lorry", 0.98),
    "IPOH-MILLS": ("Ipoh Performance Mills", "road, Malaysia", 0.93),
    "ARNO-LEATHER": ("Conceria dell'Arno", "air, Italy", 0.87),
    "LION-FOAM": ("Lion City Foam", "local lorry", 0.97),
    "MERLION-SPRING": ("Merlion Springs and Webbing", "local lorry", 0.96),
    "SELETAR-FIX": ("Seletar Fixings", "local lorry", 0.98),
    "OBERWALD": ("Oberwald Beschlaege", "sea, Germany", 0.9),
    "TUAS-POWDER": ("Tuas Powder Coating", "collection van", 0.9),
    "PIONEER-STEEL": ("Pioneer Steel Fabrication", "local lorry", 0.92),
    "KALLANG-GLASS": ("Kallang Glass Works", "local lorry", 0.9),
    "DRY-COAT": ("Drycoat Wood Finishes", "local lorry", 0.96),
    "NORDIC-OIL": ("Nordlys Wood Oils", "sea, Denmark", 0.9),
    "BUKIT-THREAD": ("Bukit Thread and Trim", "local lorry", 0.98),
    "DOWNLAND": ("Downland Feather Company", "sea, Hungary", 0.88),
    "CHANGI-PACK": ("Changi Packaging", "local lorry", 0.99),
    "GEYLANG-PERF": ("Geylang Leather Perforating", "collection van", 0.9),
}

FAMILY_NAMES = ("Tan", "Lim", "Lee", "Ng", "Wong", "Chan", "Goh", "Koh", "Teo", "Chua", "Rahman", "Ismail", "Abdullah",
                "Nair", "Pillai", "Menon", "Sharma", "De Souza", "Pereira", "Morgan", "Becker", "Laurent")  # fmt: skip
GIVEN_NAMES = ("Adeline", "Benjamin", "Charlotte", "Darren", "Elaine", "Faizal", "Grace", "Hidayah", "Irfan", "Joanna",
               "Keith", "Lakshmi", "Marcus", "Nadia", "Oliver", "Priya", "Rachel", "Samuel", "Theresa", "Vivek",
               "Wei Ling", "Yusuf", "Zoe")  # fmt: skip
STUDIOS = ("Atelier Kembangan", "Studio Rafflesia", "Tiong Bahru Interiors", "Linea Nine", "Joo Chiat Design Office",
           "Mangrove Studio", "Fold & Grain", "Emerald Hill Interiors", "Plain Rooms", "Katong Living",
           "Northlight Architects", "Saga Tree Studio", "Duxton Design Partners", "Botanic Interiors",
           "Bamboo Stair Studio", "Sunda Interiors", "Outram Workroom", "Everton Rooms")  # fmt: skip
HOUSES = ("Hotel Telok Blangah", "The Monsoon Club", "Pasir Ris Serviced Suites", "Cafe Kopi Tiga",
          "Harbourfront Lounge", "The Nutmeg Hotel", "Fort Canning Rooms", "Sentosa Pavilion", "Robertson Quay Suites",
          "Labrador Dining")  # fmt: skip


def add_suppliers(tables: Tables) -> None:
    """Add every supplier with the lane its goods come by."""
    for supplier, (name, lane, _) in SUPPLIERS.items():
        tables.add("suppliers", supplier=supplier, name=name, lane=lane, email=f"orders@{supplier.lower()}.example")


def customer_list(count: int) -> list[tuple[str, str, str, str]]:
    """Return code, name, class and channel of the customers: studios, houses, then private people."""
    customers = [(name, "designer", "trade desk") for name in STUDIOS]
    customers += [(name, "hospitality", "contract sales") for name in HOUSES]
    channels = ("showroom", "web shop", "showroom", "web shop", "telephone")
    for number in range(count - len(customers)):
        given = GIVEN_NAMES[number * 5 % len(GIVEN_NAMES)]
        family = FAMILY_NAMES[number * 7 % len(FAMILY_NAMES)]
        customers.append((f"{given} {family}", "private", channels[number % len(channels)]))
    return [(f"C-{2001 + number}", *customer) for number, customer in enumerate(customers)]
